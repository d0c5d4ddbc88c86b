"""Reddit's comments and submissions, by Arrow and row by row."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from dump_rows import of_file, plain, stream
from hypothesis import given
from hypothesis import strategies as st
from producers import FIXTURES, at, column, content, rows, rows_of

from classifier.audit.dumps import reddit
from classifier.audit.dumps.reddit import DEFAULTS, _rows, read
from classifier.audit.dumps.rows import Row


def test_comments() -> None:
    found = rows_of("RC_2024-05.jsonl")
    assert found[0] == {
        "row": 0,
        "line": 1,
        "id": "l1aaaaa",
        "id_is_number": False,
        "text": "Lovely news!\n\n> owls & larks\n\nYes, 1 < 2.",
        "topic": None,
        "author": "ann",
        "channel": "owls",
        "thread": "t3_s7bbbbb",
        "parent": "t3_s7bbbbb",
        "time": at("09:30:00"),
        "by_bot": False,
        "error": None,
    }
    assert column(found, "text")[1:] == ["", "", "Please read our rules."]
    assert column(found, "author") == ["ann", None, "bob", "AutoModerator"]
    assert column(found, "by_bot") == [False, False, False, True]


def test_older_files_have_strings_for_numbers() -> None:
    older = content("RC_2024-05.jsonl").replace(b"1714555860", b'"1714555860"')
    assert rows("reddit", older) == rows_of("RC_2024-05.jsonl")
    assert rows_of("RC_2024-05.jsonl")[1]["time"] == at("09:31:00")


def test_submissions_are_their_title_and_what_is_below() -> None:
    found = rows_of("RS_2024-05.jsonl")
    assert column(found, "text") == [
        "Owls return\nThey nest by the mill & the church.",
        "Larks <3",
        "Who took my binoculars?",
    ]
    assert column(found, "topic") == [None] * 3
    assert column(found, "thread") == ["t3_s7bbbbb", "t3_s7bbbbc", "t3_s7bbbbd"]
    assert column(found, "author") == ["bob", "ann", None]


def by_rows(dump: bytes) -> list[Row | pa.RecordBatch]:
    return list(_rows(dump, 1, DEFAULTS))


@pytest.mark.parametrize("name", ["RC_2024-05.jsonl", "RS_2024-05.jsonl"])
def test_arrow_gives_what_going_row_by_row_gives(name: str) -> None:
    dump = content(name)
    batches = list(read(stream(dump), DEFAULTS))
    assert any(isinstance(batch, pa.RecordBatch) for batch in batches), "or it would not be fast"
    assert plain(batches) == plain(by_rows(dump))


TEXT = st.text(max_size=8) | st.sampled_from(["[deleted]", "[removed]", "&amp;lt;", "&gt; a", "\n", "", " "])
AUTHOR = TEXT | st.just("AutoModerator")
EITHER = {"author": AUTHOR, "created_utc": st.integers(0, 2**33), "id": TEXT, "subreddit": TEXT}
COMMENT = st.fixed_dictionaries({**EITHER, "body": TEXT}, optional={"link_id": TEXT, "parent_id": TEXT})
SUBMISSION = st.fixed_dictionaries(EITHER, optional={"name": TEXT, "title": TEXT, "selftext": TEXT})


@given(st.lists(COMMENT | SUBMISSION, min_size=1))
def test_arrow_gives_it_for_anything(posts: list[dict[str, object]]) -> None:
    dump = "\n".join(map(json.dumps, posts)).encode()
    assert rows("reddit", dump) == plain(by_rows(dump))


def test_comments_and_submissions_in_one_file() -> None:
    both = content("RC_2024-05.jsonl") + content("RS_2024-05.jsonl")
    texts = column(rows_of("RC_2024-05.jsonl"), "text") + column(rows_of("RS_2024-05.jsonl"), "text")
    assert column(rows("reddit", both), "text") == texts


def test_fields_may_be_named_otherwise() -> None:
    found = rows_of("RS_2024-05.jsonl", text="title", topic="subreddit")
    assert column(found, "text")[:2] == ["Owls return", "Larks <3"]
    assert column(found, "topic")[0] == "owls"


def test_a_file_is_read_as_an_audit_reads_it() -> None:
    assert of_file(FIXTURES / "RC_2024-05.jsonl") == rows_of("RC_2024-05.jsonl")


def test_fast_enough() -> None:
    """Not how fast it is (the benchmark says), but that it goes by Arrow and not row by row."""
    dump = content("RC_2024-05.jsonl") * 25_000
    begun = time.process_time()
    count = sum(batch.num_rows for batch in read(stream(dump), DEFAULTS) if isinstance(batch, pa.RecordBatch))
    assert count == 100_000
    assert time.process_time() - begun < 4


def test_moments_are_of_the_epoch() -> None:
    assert rows_of("RS_2024-05.jsonl")[2]["time"] == datetime.fromtimestamp(1714557700, UTC)
    assert reddit.looks_like(content("RS_2024-05.jsonl"))
