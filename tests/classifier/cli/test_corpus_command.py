"""`tactful corpus`: rows on stdout and nothing else, notices on stderr, and the exit status of each end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import running
from running import Ended

PAGE = (
    "The town library lends seeds from this spring: tomatoes, beans and forty kinds of flowers, for free.\n"
    "Comments\nLovely idea, thank you.\nWhy not books, for a change?\n"
)


def run(*arguments: str | Path) -> Ended:
    return running.run("corpus", *arguments)


def test_hydrate_writes_a_json_line_for_each_comment_and_notices_apart(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    result = run("hydrate", tmp_path)
    assert result.status == 0
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert [row["text"] for row in rows] == ["Lovely idea, thank you.", "Why not books, for a change?"]
    assert "not a page we know" in result.err


def test_hydrate_writes_every_piece_when_asked_and_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    output = tmp_path / "rows.jsonl"
    assert run("hydrate", tmp_path, "--all", "-o", output).status == 0
    kinds = [json.loads(line)["kind"] for line in output.read_text().splitlines()]
    assert kinds == ["article", "boilerplate", "comment", "comment"]


def test_hydrate_ends_with_2_for_an_unreadable_page_and_still_writes_the_others(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "broken.txt").write_bytes(b"\xff\xfe")
    result = run("hydrate", tmp_path)
    assert result.status == 2
    assert len(result.out.splitlines()) == 2
    assert "broken.txt: not UTF-8" in result.err


def test_hydrate_ends_with_1_for_a_changed_page(tmp_path: Path, saved_pages: Path) -> None:
    page = next(saved_pages.glob("000_*.txt"))
    (tmp_path / "saved.txt").write_bytes(page.read_bytes() + b"!")
    result = run("hydrate", tmp_path)
    assert result.status == 1
    assert page.name in result.err
    assert all(json.loads(line)["insult"] is None for line in result.out.splitlines())


def test_hydrate_of_the_seed_pages_is_a_clean_corpus(tmp_path: Path, saved_pages: Path) -> None:
    output = tmp_path / "rows.jsonl"
    assert run("hydrate", saved_pages, "-o", output).status == 0
    assert len(output.read_text(encoding="utf-8").splitlines()) == 12
    result = run("check", output)
    # Twelve comments can't hold both classes of every label; nothing else may be wrong with them.
    assert all("every " in line for line in result.out.splitlines())


@pytest.mark.parametrize("name", ["nowhere", "file.txt"])
def test_hydrate_ends_with_2_where_there_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    assert run("hydrate", tmp_path / name).status == 2


@pytest.mark.parametrize(
    ("file", "content", "what"),
    [
        ("pages.toml", None, "no such file"),
        ("pages.toml", "[[page]]\nfile = 'a.txt'\n", "page a.txt is malformed"),
        ("pages.toml", "[[page]\n", "not valid TOML"),
        ("labels.csv", "page_sha256,start\nabc,1\n", "malformed row"),
    ],
)
def test_hydrate_ends_with_2_where_seeds_are_broken(
    tmp_path: Path, file: str, content: str | None, what: str
) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    for name in ("pages.toml", "labels.csv"):
        (tmp_path / name).write_text("")
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(content)
    result = run("hydrate", tmp_path, "--seeds", tmp_path)
    assert result.status == 2
    assert what in result.err
    assert file in result.err


def test_check_ends_with_0_for_a_clean_file_and_prints_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    path.write_text('{"text": "Fine by me.", "spam": 0}\n{"text": "Buy my pills, friends!", "spam": 1}\n')
    result = run("check", path)
    assert result.status == 0
    assert result.out == ""


def test_check_ends_with_1_and_a_line_for_each_finding(tmp_path: Path) -> None:
    path, theirs = tmp_path / "ours.jsonl", tmp_path / "eval"
    path.write_text('{"text": "Fine by me, thanks."}\n{"text": "x", "spam": 2}\n')
    theirs.mkdir()
    (theirs / "set.csv").write_text('text\n"fine by me, thanks."\n')
    result = run("check", path, "--against", theirs)
    assert result.status == 1
    assert [line.split(": ")[0] for line in result.out.splitlines()] == [f"{path}:1", f"{path}:2"]
    assert "set.csv:2" in result.out


def test_check_ends_with_2_for_an_unreadable_file(tmp_path: Path) -> None:
    assert run("check", tmp_path / "nowhere.csv").status == 2
