"""Labels joined to the owner's copies of the pages, and refused to anything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from classifier.errors import BadInput
from classifier.labels import NAMES
from classifier.training.hydrate import HydratedPage, Seeds, Standing, hydrate_page, page_files
from classifier.training.page_labels import CommentLabels
from classifier.training.pages import alike, fingerprint, load_pages, sha256
from classifier.training.topics import SEEDS, load_topics

THREAD = "000_7940294a8673a9fb.txt"
OURS = (
    "The town library lends seeds from this spring: tomatoes, beans and forty kinds of flowers, for free.\n"
    "Comments\nSubscribeLovely idea, thank you.\nYou daft turnip, nobody reads any more.\n"
)


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return Seeds.load()


@pytest.fixture(scope="module")
def thread(saved_pages: Path, seeds: Seeds) -> HydratedPage:
    return hydrate_page(saved_pages / THREAD, seeds)


def saved(folder: Path, content: str | bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_all_five_pages_are_known_and_only_the_thread_has_comments(saved_pages: Path, seeds: Seeds) -> None:
    pages = [hydrate_page(path, seeds) for path in page_files(saved_pages)]
    assert [page.standing for page in pages] == [Standing.KNOWN] * 5
    assert [page.notices for page in pages] == [()] * 5
    counts = [sum(row["kind"] == "comment" for row in page.rows) for page in pages]
    assert counts == [12, 0, 0, 0, 0]


def test_every_comment_of_the_thread_is_labelled_and_placed(thread: HydratedPage, saved_pages: Path) -> None:
    page = (saved_pages / THREAD).read_text(encoding="utf-8")
    comments = [row for row in thread.rows if row["kind"] == "comment"]
    for row in comments:
        assert page[row["start"] : row["end"]] == row["text"]
        assert row["topic"] == "paris-summit"
        assert row["incivility"] in (0, 1)
        assert bool(row["spans"]) == bool(row["incivility"])


def test_the_last_comment_is_an_insult_with_its_words_marked(thread: HydratedPage) -> None:
    last = thread.rows[-1]
    assert [name for name in NAMES if last[name]] == ["incivility", "insult", "identity_attack"]
    assert last["spans"] == [[4, 24], [46, 52]]
    assert last["lines"] == [43, 43]


def test_the_glued_and_the_rambling_comment_are_whole(thread: HydratedPage) -> None:
    comments = [row for row in thread.rows if row["kind"] == "comment"]
    assert comments[0]["text"].startswith("Why would")
    assert comments[0]["lines"] == [11, 11]
    assert comments[-3]["lines"] == [20, 41]


def test_promotion_and_boilerplate_of_the_articles_are_no_article(saved_pages: Path, seeds: Seeds) -> None:
    left_out = {
        path.name[:3]: [row["lines"][0] for row in hydrate_page(path, seeds).rows if row["kind"] != "article"]
        for path in page_files(saved_pages)
    }
    assert left_out["001"] == []
    assert left_out["002"] == [2, 3]
    assert left_out["003"] == [1, 2, 4, 8, 9, 19, 21, 35, 38]
    assert left_out["004"] == [6, 7, 21, 23, 49]


def test_a_known_page_that_changed_is_named_and_its_labels_are_refused(
    tmp_path: Path, saved_pages: Path, seeds: Seeds
) -> None:
    text = (saved_pages / THREAD).read_text(encoding="utf-8").replace("Paris", "Lyon")
    for name in (THREAD, "renamed.txt"):
        page = hydrate_page(saved(tmp_path, text, name), seeds)
        assert page.standing is Standing.CHANGED
        assert THREAD in page.notices[0]
        assert all(row[label] is None for row in page.rows for label in NAMES)


def test_the_fingerprints_are_those_of_the_pages(saved_pages: Path) -> None:
    for page in load_pages():
        data = (saved_pages / page.file).read_bytes()
        assert page.sha256 == sha256(data)
        assert page.fingerprint == fingerprint(data.decode())


def test_unrelated_pages_have_unlike_fingerprints() -> None:
    marks = [page.fingerprint for page in load_pages()]
    assert all(alike(one, other) < 0.3 for one in marks for other in marks if one != other)


def test_no_text_of_a_page_is_in_seeds(saved_pages: Path) -> None:
    ours = "".join(
        (SEEDS / name).read_text(encoding="utf-8") for name in ("pages.toml", "topics.toml", "labels.csv")
    )
    for path in page_files(saved_pages):
        words = path.read_text(encoding="utf-8").split()
        assert not [run for start in range(len(words)) if (run := " ".join(words[start : start + 7])) in ours]


def test_a_page_we_do_not_know_is_divided_alike_and_warned_about(tmp_path: Path, seeds: Seeds) -> None:
    page = hydrate_page(saved(tmp_path, OURS), seeds)
    assert page.standing is Standing.UNKNOWN
    assert "not a page we know" in page.notices[0]
    assert [row["text"] for row in page.rows if row["kind"] == "comment"] == [
        "Lovely idea, thank you.",
        "You daft turnip, nobody reads any more.",
    ]
    assert all(row["topic"] is None and row["insult"] is None for row in page.rows)


def known(text: str, labelled: str, start: int) -> Seeds:
    """Seeds that know a page of ours and one label of it, said to be of the text `labelled` at `start`."""
    page = load_pages()[0]
    ours = replace(page, file="page.txt", sha256=sha256(text.encode()), fingerprint=fingerprint(text))
    labels = CommentLabels(sha256(labelled.encode()), dict.fromkeys(NAMES, 1), ((4, 15),))
    return Seeds((ours,), {ours.sha256: {(start, start + len(labelled)): labels}})


def test_a_label_joins_the_comment_of_its_position_and_text(tmp_path: Path) -> None:
    comment = "You daft turnip, nobody reads any more."
    page = hydrate_page(saved(tmp_path, OURS), known(OURS, comment, OURS.index(comment)))
    assert page.notices == ()
    assert [row["text"] for row in page.rows if row["insult"]] == [comment]
    assert page.rows[-1]["spans"] == [[4, 15]]


@pytest.mark.parametrize("labelled", ["You daft turnip, nobody reads any more?", "You daft"])
def test_a_label_of_another_text_or_place_is_named_and_not_joined(tmp_path: Path, labelled: str) -> None:
    page = hydrate_page(saved(tmp_path, OURS), known(OURS, labelled, OURS.index("You daft")))
    assert "not there" in page.notices[0]
    assert not any(row["insult"] for row in page.rows)


def test_positions_count_code_points_whatever_stands_before_the_comment(tmp_path: Path, seeds: Seeds) -> None:
    text = (
        "\ufeff"
        + "Every 🦊 in the 𝔣orest café was asked, and every one of them declined to comment, naïvely.\r\n"
    )
    text += "Comments\r\nPoor 🦊!\r\n"
    page = hydrate_page(saved(tmp_path, text), seeds)
    last = page.rows[-1]
    assert last["text"] == "Poor 🦊!"
    assert text[last["start"] : last["end"]] == last["text"]


def test_a_page_that_is_not_utf8_is_named_with_the_place(tmp_path: Path, seeds: Seeds) -> None:
    page = hydrate_page(saved(tmp_path, b"caf\xe9 prices rise"), seeds)
    assert page.standing is Standing.UNREADABLE
    assert page.rows == ()
    assert "not UTF-8 at byte 3" in page.notices[0]


def test_an_empty_page_is_named(tmp_path: Path, seeds: Seeds) -> None:
    page = hydrate_page(saved(tmp_path, " \n\n"), seeds)
    assert page.standing is Standing.UNREADABLE
    assert "empty" in page.notices[0]


def test_a_folder_that_is_missing_or_empty_or_no_folder_is_an_error(tmp_path: Path) -> None:
    for path, what in (
        (tmp_path / "nowhere", "no such folder"),
        (tmp_path, "no pages"),
        (saved(tmp_path, "x", "file.md"), "not a folder"),
    ):
        with pytest.raises(BadInput, match=what):
            page_files(path)


def test_every_page_has_a_topic_in_one_split() -> None:
    topics = load_topics()
    assert [topics[page.topic.id].split for page in load_pages()] == [
        "test",
        "train",
        "train",
        "test",
        "train",
    ]
    assert {topic.split for topic in topics.values()} == {"train", "test"}
