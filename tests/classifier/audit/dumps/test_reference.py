"""docs/formats.md lists every format as the program knows it, with an example that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from dump_rows import of_file

from classifier.audit.dumps.formats import FORMATS, format_named, list_formats
from classifier.audit.dumps.recognising import recognise
from classifier.audit.dumps.reference import HEADING, PAGE, reference

#: Parquet and Arrow, which no page can show.
BINARY = {"parquet", "arrow"}


def test_the_page_is_what_the_formats_say() -> None:
    made = HEADING + PAGE.read_text("utf-8").partition(HEADING)[2]
    assert made == reference(), "run `make docs`"


@pytest.mark.parametrize("kind", set(FORMATS) - BINARY)
def test_every_example_is_found_to_be_of_its_format_and_can_be_read(tmp_path: Path, kind: str) -> None:
    module = format_named(kind)
    path = tmp_path / ("example" + next(iter(module.ENDINGS), ""))
    path.write_text(module.EXAMPLE)
    assert recognise(path.name, module.EXAMPLE.encode()) == kind
    rows = of_file(path)
    assert rows
    assert [row["error"] for row in rows] == [None] * len(rows)


def test_formats_are_listed_a_line_each() -> None:
    lines = list_formats().splitlines()
    assert [line.split()[0] for line in lines] == list(FORMATS)
