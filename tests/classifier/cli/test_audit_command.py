"""`tactful audit`: what it writes, what it says, how it ends."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from audits import FILES, comments, contents
from running import complaint, run

from classifier.labels import NAMES

ROWS = 300


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return comments(tmp_path_factory.mktemp("dump") / "dump.jsonl", ROWS)


@pytest.fixture(scope="module")
def audited(dump: Path, tmp_path_factory: pytest.TempPathFactory, made_path: Path) -> Path:
    """An audit of `dump`; nothing may change it."""
    out = tmp_path_factory.mktemp("audited") / "out"
    assert run("audit", dump, "-o", out, "--model", made_path).status == 0
    return out


def results(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder / "results.parquet").to_pylist()
    return rows


def flagged(folder: Path) -> list[dict[str, str]]:
    with (folder / "flagged.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def manifest(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_row_is_in_the_results_with_what_score_says_of_it(
    dump: Path, audited: Path, made_path: Path
) -> None:
    scored = run("score", dump, "--model", made_path).rows
    lines = dump.read_text("utf-8").splitlines()
    found = results(audited)
    assert [row["row"] for row in found] == list(range(ROWS))
    assert [row["line"] for row in found] == list(range(1, ROWS + 1))
    assert {row["source"] for row in found} == {str(dump)}
    for row, said, line in zip(found, scored, lines, strict=True):
        if "error" in said:
            assert row["error"] == said["error"]
            assert row["id"] == str(row["row"])
            assert all(row[name] is None for name in NAMES)
        else:
            given = json.loads(line)
            assert [row[name] for name in ("id", "author", "channel")] == [
                given[name] for name in ("id", "author", "channel")
            ]
            assert row["time"].timestamp() == given["timestamp"]
            assert row["flagged"] == said["flagged"]
            for name in NAMES:
                told = said["scores"][name]
                assert row[name] == told or math.isclose(row[name], told, abs_tol=6e-5)


def test_the_flagged_rows_are_in_the_csv_with_their_text(dump: Path, audited: Path) -> None:
    found = results(audited)
    lines = dump.read_text("utf-8").splitlines()
    rows = flagged(audited)
    assert rows
    assert [int(row["row"]) for row in rows] == [row["row"] for row in found if row["flagged"]]
    for row in rows:
        assert row["text"] == json.loads(lines[int(row["row"])])["text"]
        assert row["flagged"].split() == found[int(row["row"])]["flagged"]
        assert row["author"].startswith("author-")


def test_authors_have_their_names_only_where_that_is_asked_for(
    dump: Path, tmp_path: Path, made_path: Path
) -> None:
    run("audit", dump, "-o", tmp_path / "out", "--model", made_path, "--show-authors")
    assert all(row["author"].startswith("member") for row in flagged(tmp_path / "out"))


def test_the_manifest_vouches_for_inputs_outputs_and_model(
    dump: Path, audited: Path, made_path: Path
) -> None:
    told = manifest(audited)
    assert told["inputs"] == [
        {
            "path": str(dump),
            "bytes": dump.stat().st_size,
            "sha256": sha256(dump),
            "format": "jsonl",
            "rows": ROWS,
        }
    ]
    for name in ("results.parquet", "flagged.csv", "report.html", "sample.csv"):
        assert told["outputs"][name]["sha256"] == sha256(audited / name)
    shown = json.loads(run("models", "show", str(made_path), "--json").out)
    assert told["model"]["digest"] == shown["digest"]
    assert (told["counts"]["rows"], told["counts"]["unread"]) == (ROWS, 3)
    assert told["counts"]["flagged"]["any"] == len(flagged(audited))
    text = (audited / "manifest.json").read_text("utf-8")
    assert text == json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_nothing_but_the_results_is_left_in_the_folder(audited: Path) -> None:
    assert {path.name for path in audited.iterdir()} == {*FILES, "manifest.json"}


def test_only_times_differ_between_two_audits_whatever_the_number_of_workers(
    dump: Path, audited: Path, tmp_path: Path, made_path: Path
) -> None:
    for workers in (1, 4):
        out = tmp_path / str(workers)
        run("audit", dump, "-o", out, "--model", made_path, "--workers", str(workers))
        assert contents(out) == contents(audited)


def test_it_says_on_stderr_what_there_is(audited: Path, dump: Path, tmp_path: Path, made_path: Path) -> None:
    ended = run("audit", dump, "-o", tmp_path / "out", "--model", made_path)
    assert ended.out == ""
    any_flag = manifest(audited)["counts"]["flagged"]["any"]
    assert ended.err == (
        f"tactful: the audit is done: 300 rows, {any_flag} of them flagged, 3 could not be read; "
        f"open {tmp_path / 'out' / 'report.html'}\n"
    )


def test_a_finished_audit_is_not_overwritten_unless_that_is_asked_for(
    dump: Path, tmp_path: Path, made_path: Path
) -> None:
    out = tmp_path / "out"
    command = ("audit", dump, "-o", out, "--model", made_path)
    run(*command)
    before = contents(out)
    assert "holds a finished audit" in complaint(run(*command))
    assert contents(out) == before
    assert run(*command, "--overwrite", "--show-authors").status == 0
    assert flagged(out)[0]["author"].startswith("member")


def test_asked_to_resume_a_finished_audit_it_does_nothing_twice(
    dump: Path, audited: Path, made_path: Path
) -> None:
    times = {path: path.stat().st_mtime_ns for path in audited.iterdir()}
    ended = run("audit", dump, "-o", audited, "--model", made_path, "--resume")
    assert ended.status == 0
    assert "was finished before" in ended.err
    assert {path: path.stat().st_mtime_ns for path in audited.iterdir()} == times


@pytest.mark.parametrize(
    ("more", "differs"),
    [(["--topic-text", "Owls"], "options"), (["--text", "id"], "options")],
)
def test_a_folder_with_the_audit_of_something_else_is_refused(
    dump: Path, audited: Path, made_path: Path, more: list[str], differs: str
) -> None:
    ended = run("audit", dump, "-o", audited, "--model", made_path, "--resume", *more)
    assert f"holds a finished audit with other {differs}" in complaint(ended)


def test_another_model_or_another_source_is_refused(dump: Path, audited: Path, tmp_path: Path) -> None:
    assert "other model" in complaint(run("audit", dump, "-o", audited, "--resume"))
    other = comments(tmp_path / "other.jsonl", 10)
    told = complaint(run("audit", dump, other, "-o", audited, "--resume"))
    assert "with other" in told


def test_foreign_files_in_the_folder_stay(dump: Path, tmp_path: Path, made_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "results.parquet").write_text("mine")
    told = complaint(run("audit", dump, "-o", out, "--model", made_path))
    assert "has a results.parquet already" in told
    assert (out / "results.parquet").read_text() == "mine"


def test_the_checked_sample_comes_into_the_report_and_is_never_lost(
    dump: Path, tmp_path: Path, made_path: Path
) -> None:
    out = tmp_path / "out"
    command = ("audit", dump, "-o", out, "--model", made_path)
    run(*command)
    with (out / "sample.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["insult"] = str(int("idiot" in row["text"] or "moron" in row["text"]))
    with (out / "sample.csv").open("w", encoding="utf-8-sig", newline="") as file:
        written = csv.DictWriter(file, rows[0])
        written.writeheader()
        written.writerows(rows)
    checked = (out / "sample.csv").read_bytes()
    before = contents(out)

    assert "was filled in" in complaint(run(*command, "--overwrite"))
    assert run(*command, "--resume", "--checked", out / "sample.csv").status == 0
    after = contents(out)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"report.html", "manifest"}
    assert after["manifest"]["configuration"]["checked_sha256"] == hashlib.sha256(checked).hexdigest()
    assert after["manifest"]["outputs"]["report.html"]["sha256"] == sha256(out / "report.html")
    assert (out / "sample.csv").read_bytes() == checked


@pytest.mark.parametrize(
    ("rule", "status"), [("insult=0%", 1), ("any=0%", 1), ("insult=100%", 0), ("threat=0", 0), ("5%", 1)]
)
def test_as_a_gate_it_ends_with_1_where_too_much_is_flagged(
    dump: Path, audited: Path, made_path: Path, rule: str, status: int
) -> None:
    ended = run("audit", dump, "-o", audited, "--model", made_path, "--resume", "--fail-on", rule)
    assert ended.status == status
    if status:
        said = ended.err.splitlines()[-1]
        assert "flagged in" in said
        assert "of 297 comments" in said


@pytest.mark.parametrize("rule", ["insult", "rude=2%", "insult=2x", "200%%", "3", "insult=-1%"])
def test_a_rate_that_is_none_is_refused_before_anything_is_read(rule: str, tmp_path: Path) -> None:
    told = complaint(run("audit", tmp_path / "missing.jsonl", "-o", tmp_path / "out", "--fail-on", rule))
    assert "--fail-on" in told


def test_standard_input_is_audited_and_cannot_be_resumed(dump: Path, tmp_path: Path, made_path: Path) -> None:
    out = tmp_path / "out"
    command = ("audit", "-", "-o", out, "--model", made_path)
    assert run(*command, stdin=dump.read_bytes()).status == 0
    assert len(results(out)) == ROWS
    (given,) = manifest(out)["inputs"]
    assert (given["path"], given["sha256"], given["format"]) == ("-", None, "jsonl")


def test_a_row_found_by_bytes_is_numbered_within_its_file(
    tmp_path: Path, made_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long file is read in pieces, none of which knows how many rows lie before it."""
    from classifier.audit import plan
    from classifier.audit.dumps.sources import find

    def find_small(*given: Any, **named: Any) -> Any:
        return find(*given, **named, part_bytes=2_000)

    monkeypatch.setattr(plan, "find", find_small)
    monkeypatch.setattr(plan, "TASK_BYTES", 3_000)
    path = tmp_path / "long.jsonl"
    lines = [json.dumps({"text": f"You idiot {number}"}) + "\n" * (1 + number % 3) for number in range(400)]
    path.write_text("".join(lines))
    out = tmp_path / "out"
    assert run("audit", path, "-o", out, "--model", made_path).status == 0
    found = results(out)
    assert [row["row"] for row in found] == list(range(400))
    assert [row["id"] for row in found] == list(map(str, range(400)))
    numbers = [at for at, line in enumerate(path.read_text().split("\n"), 1) if line]
    assert [row["line"] for row in found] == numbers
    assert [row["text"] for row in flagged(out)] == [f"You idiot {number}" for number in range(400)]


def test_files_that_look_like_no_dump_are_named(dump: Path, tmp_path: Path, made_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(dump.read_bytes())
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    ended = run("audit", folder, "-o", tmp_path / "out", "--model", made_path)
    assert ended.status == 0
    assert "logo.png: looks like no dump" in ended.err


def test_a_dump_without_rows_is_audited(tmp_path: Path, made_path: Path) -> None:
    path = tmp_path / "none.parquet"
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), path)
    assert run("audit", path, "-o", tmp_path / "out", "--model", made_path).status == 0
    assert results(tmp_path / "out") == []
    assert flagged(tmp_path / "out") == []


def test_formats_are_listed() -> None:
    ended = run("audit", "--list-formats")
    assert ended.status == 0
    assert "jsonl" in ended.out
    assert "parquet" in ended.out


def test_a_source_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    told = complaint(run("audit", tmp_path / "missing.jsonl", "-o", tmp_path / "out"))
    assert told == f"{tmp_path / 'missing.jsonl'}: no such file; check the name"
    assert not (tmp_path / "out").exists()


def test_what_can_be_read_of_a_damaged_archive_is_audited(
    dump: Path, tmp_path: Path, made_path: Path
) -> None:
    path, out = tmp_path / "cut.jsonl.gz", tmp_path / "out"
    packed = gzip.compress(dump.read_bytes())
    path.write_bytes(packed[: len(packed) // 2])
    assert run("audit", path, "-o", out, "--model", made_path).status == 0
    *sound, last = results(out)
    assert 50 < len(sound) < ROWS
    assert [row["row"] for row in sound] == list(range(len(sound)))
    assert last["error"].startswith("from here on nothing could be read: ")
    assert "damaged files" in (out / "report.html").read_text("utf-8")
