"""The report as a file: the same every time, small, and nothing of a stranger's in it but text."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from reported import COMMENTS, EVIL, campaigns_of, facts_of, rows_of
from scored_rows import random_rows, tally_of

import classifier
from classifier.audit.evaluation import Evaluation
from classifier.audit.measured import MeasuredHere
from classifier.audit.places import Place
from classifier.audit.report import AuditFacts, Damaged, contents, needs, write_report
from classifier.audit.report.write import LARGEST, SECTIONS
from classifier.errors import BadInput, EnvironmentFailed
from classifier.labels import NAMES


class Page(HTMLParser):
    """The elements of a page, and what text stands in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def written(path: Path, facts: AuditFacts) -> str:
    write_report(path, facts)
    return path.read_text(encoding="utf-8")


def usual(made: classifier.Model, **other: Any) -> AuditFacts:
    return facts_of(made, rows_of(COMMENTS * 10), campaigns=campaigns_of("free nitro for all"), **other)


@pytest.fixture(scope="module")
def page(made: classifier.Model, tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("page") / "report.html", usual(made))


def test_the_same_facts_give_the_same_bytes(page: str, made: classifier.Model, tmp_path: Path) -> None:
    assert written(tmp_path / "again.html", usual(made)) == page


def test_the_users_own_settings_of_matplotlib_change_nothing(
    page: str, made: classifier.Model, tmp_path: Path
) -> None:
    with matplotlib.rc_context({"axes.facecolor": "red", "font.size": 30, "svg.fonttype": "path"}):
        assert written(tmp_path / "again.html", usual(made)) == page


def test_every_section_is_there_and_linked_to(page: str) -> None:
    found = Page(page)
    assert [section["id"] for section in found.all("section")] == [id_ for id_, _, _ in SECTIONS]
    assert [link["href"] for link in found.all("a")][1:] == [f"#{id_}" for id_, _, _ in SECTIONS]
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert "None" not in found.text
    assert "nan" not in found.text.lower().split()


def test_it_needs_nothing_from_anywhere(page: str) -> None:
    found = Page(page)
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {tag for tag, _ in found.elements}
    for _, attributes in found.elements:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        for name in ("href", "src", "srcset", "xlink:href", "action", "formaction", "ping"):
            assert (attributes.get(name) or "#").startswith("#")
    assert "url(http" not in page


def test_the_policy_allows_its_own_style_and_script_and_nothing_else(page: str) -> None:
    [policy] = [meta["content"] for meta in Page(page).all("meta") if meta.get("http-equiv")]
    assert policy is not None
    for tag in ("style", "script"):
        [inner] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_what_strangers_wrote_stays_text(made: classifier.Model, tmp_path: Path) -> None:
    clean = Page(written(tmp_path / "clean.html", facts_of(made, rows_of(["idiot"] * len(EVIL)))))
    names = ("author", "channel", "thread", "topic", "id")
    rows = [row | dict.fromkeys(names, row["text"]) for row in rows_of(EVIL)]
    everything = " ".join(EVIL)
    facts = facts_of(
        made,
        [*rows, *({"text": None, "error": evil} for evil in EVIL)],
        places=[Place(everything)],
        campaigns=campaigns_of(everything, everything),
        damaged=[Damaged(evil, evil) for evil in EVIL],
        show_authors=True,
        manifest={"inputs": [{"path": evil} for evil in EVIL], "versions": {evil: evil for evil in EVIL}},
    )
    found = Page(written(tmp_path / "evil.html", facts))
    assert {tag for tag, _ in found.elements} - {tag for tag, _ in clean.elements} <= {"mark", "q", "ul"}
    assert len(found.all("script")) == len(found.all("style")) == len(found.all("h1")) == 1
    for evil in EVIL:
        assert found.text.count(evil) >= 10


def test_authors_are_pseudonyms_unless_they_are_to_be_shown(
    page: str, made: classifier.Model, tmp_path: Path
) -> None:
    shown = written(tmp_path / "shown.html", usual(made, show_authors=True))
    assert "Author Number" not in page
    assert "Author Number 1" in shown
    assert len(set(re.findall(r"author-[0-9a-f]{8}", page))) == 4


def test_a_pseudonym_is_another_in_another_dump(page: str, made: classifier.Model, tmp_path: Path) -> None:
    other = written(tmp_path / "other.html", facts_of(made, rows_of([*COMMENTS, "hello"])))
    told = [set(re.findall(r"author-[0-9a-f]{8}", each)) for each in (page, other)]
    assert len(told[0]) == len(told[1]) == 4
    assert not told[0] & told[1]


def test_it_stays_small_whatever_the_texts(made: classifier.Model, tmp_path: Path) -> None:
    long = [f"{'&<>' * 320} moron {'idiot ' * (number % 60)} {number}" for number in range(400)]
    rows = [row | {"thread": f"{'<' * 190}{number}"} for number, row in enumerate(rows_of(long))]
    facts = facts_of(made, rows, campaigns=campaigns_of("<" * 1_000))
    text = written(tmp_path / "report.html", facts)
    assert len(text.encode()) < LARGEST


def test_posts_are_left_out_where_the_page_would_be_too_large(
    made: classifier.Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = facts_of(made, rows_of([f"idiot number {number} {'x' * number}" for number in range(100)]))
    whole = written(tmp_path / "whole.html", facts)
    monkeypatch.setattr("classifier.audit.report.write.LARGEST", len(whole.encode()) - 5_000)
    less = written(tmp_path / "less.html", facts)
    assert len(less.encode()) < len(whole.encode()) - 5_000
    assert "more did not fit into this file" in less
    assert 0 < len(Page(less).all("article")) < len(Page(whole).all("article"))


@pytest.mark.parametrize("rows", [[], [{"text": None, "error": "is no JSON; mend it"}], [{"text": "hi"}]])
def test_a_dump_with_next_to_nothing_has_a_report(
    made: classifier.Model, tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    found = Page(written(tmp_path / "report.html", facts_of(made, rows)))
    assert len(found.all("section")) == len(SECTIONS)
    if not any(row["text"] for row in rows):
        assert "No comment could be read" in found.text


def test_what_could_not_be_read_is_told(made: classifier.Model, tmp_path: Path) -> None:
    rows = [*rows_of(COMMENTS), {"text": None, "error": "the text is no string; mend it"}]
    facts = facts_of(made, rows, damaged=[Damaged("old.zst", "ends in the middle of a frame")])
    text = Page(written(tmp_path / "report.html", facts)).text
    assert "1 of 9 rows could not be read, and 1 of the files are damaged" in text
    assert "ends in the middle of a frame" in text
    assert "dumps/discussion.jsonl, row 8, line 9: the text is no string; mend it" in text


def test_rows_are_named_as_a_person_finds_them(made: classifier.Model, tmp_path: Path) -> None:
    facts = facts_of(made, rows_of(COMMENTS), places=[Place("big.jsonl", rows_before=500, lines_before=700)])
    assert "big.jsonl, row 501, line 702" in Page(written(tmp_path / "report.html", facts)).text


def test_a_model_that_nobody_measured_says_so(page: str) -> None:
    text = Page(page).text
    assert "It is not known how often this model errs" in text
    assert "How many are uncivil is not known." in text


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch, evaluated: Evaluation) -> None:
    """The figures of the package, taken for any model's."""
    monkeypatch.setattr("classifier.audit.report.contents.evaluation_of", lambda digest: evaluated)


@pytest.mark.usefixtures("measured")
def test_a_dump_unlike_all_sets_gets_a_warning(made: classifier.Model, tmp_path: Path) -> None:
    batch, scores, flags = random_rows(3_000)
    facts = facts_of(made, [], tally=tally_of(batch, scores, flags))
    text = Page(written(tmp_path / "report.html", facts)).text
    assert re.search(r"These comments are unlike all \d+ sets that the model was measured on", text)
    assert "more likely than not" in text
    assert "none of them like this dump" in text


@pytest.mark.usefixtures("measured")
def test_the_error_rates_of_one_set_are_taken_where_asked_for(made: classifier.Model, tmp_path: Path) -> None:
    batch, scores, flags = random_rows(3_000)
    facts = facts_of(made, [], tally=tally_of(batch, scores, flags), evaluation="jigsaw_eval")
    told = contents.contents(facts)
    share = told["shares"].of("incivility")
    assert set(share.rates.recall) == {"jigsaw_eval"}
    assert "The error rates are those of jigsaw_eval" in Page(written(tmp_path / "report.html", facts)).text


@pytest.mark.usefixtures("measured")
def test_an_evaluation_that_is_not_known_is_told(made: classifier.Model, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"--evaluation: no evaluation 'none'; one of: seeds_test, c3_test"):
        write_report(tmp_path / "report.html", facts_of(made, rows_of(COMMENTS), evaluation="none"))
    assert not (tmp_path / "report.html").exists()


@pytest.mark.usefixtures("measured")
def test_the_checked_sample_is_in_the_report(made: classifier.Model, tmp_path: Path) -> None:
    from classifier.audit.checked import Checked

    facts = facts_of(made, rows_of(COMMENTS * 30))
    kept = facts.tally.strata.sample.rows.to_pylist()
    labels = {(row["part"], row["row"]): {"incivility": int(row["flags"][0])} for row in kept}
    facts = facts_of(made, rows_of(COMMENTS * 30), checked=Checked(labels))
    here = contents.contents(facts)["shares"].of("incivility").here
    assert isinstance(here, MeasuredHere)
    text = Page(written(tmp_path / "report.html", facts)).text
    assert f"By the {len(kept)} that were checked by hand" in text
    assert "Fill in sample.csv" not in text


def test_a_folder_that_can_not_be_written_is_told(made: classifier.Model, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed, match="cannot be written"):
        write_report(tmp_path / "none" / "report.html", facts_of(made, rows_of(COMMENTS)))


def test_a_missing_package_is_told(
    made: classifier.Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs, "find_spec", lambda name: None if name == "jinja2" else name)
    with pytest.raises(EnvironmentFailed, match=r"the report needs jinja2; pip install 'tactful\[audit\]'"):
        write_report(tmp_path / "report.html", facts_of(made, rows_of(COMMENTS)))


def test_every_label_is_in_the_tables(page: str) -> None:
    text = Page(page).text
    assert all(text.count(name.replace("_", " ")) > 2 for name in NAMES)
