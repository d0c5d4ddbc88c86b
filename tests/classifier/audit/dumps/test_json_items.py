"""Objects are found in JSON however it is laid out, cut into blocks, broken or cut short."""

from __future__ import annotations

import io
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.audit.dumps import json_items, window
from classifier.audit.dumps.json_items import Item, items
from classifier.audit.dumps.window import Window
from classifier.errors import BadInput

DOCUMENTS: list[dict[str, Any]] = [
    {"id": number, "text": 'x"\\{[,\n' * (number % 3), "inner": [{"a": [1, {}]}, 2, None]}
    for number in range(7)
]
HEAD = {"guild": {"id": 1, "lists": [1, 2]}, "channel": "}["}
WHOLE = {**HEAD, "items": DOCUMENTS, "tail": [1, {"a": []}]}
PAGES = [{**HEAD, "items": DOCUMENTS[begin : begin + 2], "more": 1} for begin in range(0, 7, 2)]

LAYOUTS = {
    "list": json.dumps(DOCUMENTS),
    "list, indented": json.dumps(DOCUMENTS, indent=2),
    "list, broken into lines": json.dumps(DOCUMENTS, indent=0),
    "list, Windows": json.dumps(DOCUMENTS, indent=4).replace("\n", "\r\n"),
    "list, tabs": json.dumps(DOCUMENTS, indent="\t"),
    "list, one a line": "[\n" + ",\n".join(map(json.dumps, DOCUMENTS)) + "\n]",
    "list, from the first line": "[" + ",\n".join(map(json.dumps, DOCUMENTS)) + "]",
    "list, byte order mark": "\ufeff" + json.dumps(DOCUMENTS, indent=1),
    "lines": "\n".join(map(json.dumps, DOCUMENTS)),
    "one after another": "".join(map(json.dumps, DOCUMENTS)),
    "one after another, indented": "\n".join(json.dumps(document, indent=2) for document in DOCUMENTS),
    "object": json.dumps(WHOLE),
    "object, indented": json.dumps(WHOLE, indent=2),
    "pages": "\n".join(map(json.dumps, PAGES)),
    "pages, indented": "\n".join(json.dumps(page, indent=2) for page in PAGES),
    "list of pages": json.dumps(PAGES, indent=2),
}


def read(text: str | bytes) -> list[Item]:
    return list(items(io.BytesIO(text.encode() if isinstance(text, str) else text), ["items"]))


def good(found: list[Item]) -> list[dict[str, Any]]:
    return [item.value for item in found if item.error is None]


def errors(found: list[Item]) -> list[tuple[int, str]]:
    return [(item.line, item.error) for item in found if item.error is not None]


@pytest.mark.parametrize("block", [1, 7, 64, 1024 * 1024])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_in_blocks_of_every_size(
    layout: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_items, "Window", lambda stream: Window(stream, block))
    found = read(LAYOUTS[layout])
    assert not errors(found)
    assert good(found) == DOCUMENTS
    if "page" in layout or "object" in layout:
        assert all(item.head["channel"] == "}[" for item in found)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_cut_short_anywhere(layout: str) -> None:
    text = LAYOUTS[layout]
    bare = layout in ("lines", "one after another", "one after another, indented", "pages", "pages, indented")
    for cut in range(2, len(text) - 1, max(1, len(text) // 200)):
        found = read(text[:cut])
        assert good(found) == DOCUMENTS[: len(good(found))]
        if not bare or text[:cut].rstrip()[-1] != "}":  # between two objects nothing is missing
            assert len(errors(found)) == 1, text[max(0, cut - 40) : cut]
            assert "the file ends" in errors(found)[0][1]


def test_lines_are_those_of_the_file() -> None:
    text = LAYOUTS["object, indented"].replace("\n", "\r\n")
    lines = text.splitlines()
    assert [lines[item.line - 1] for item in read(text)] == ["    {"] * 7


BROKEN = {
    "NaN": ('{"id": 1, "score": NaN}', "NaN"),
    "bytes that are not UTF-8": (b'{"id": 1, "t": "\xff"}', "UTF-8"),
    "no value": ('{"id": }', "Expecting value"),
    "a string that never ends": ('{"id": "1, "t": {"u": "}', "Expecting"),
    "a bracket that never ends": ('{"id": [1, "t": {}', "Expecting"),
    "deep": ('{"id": ' + "[" * 100_000 + "]" * 100_000 + "}", "deeply"),
    "null": ("null", "not a JSON object"),
    "a number": ("17", "not a JSON object"),
    "a word": ("hello", "not valid JSON"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_item_spoils_itself_only(name: str) -> None:
    broken, why = BROKEN[name]
    broken = broken.encode() if isinstance(broken, str) else broken
    lines = [b'  {"id": 0},', b'  {"id": 1},', b"  " + broken + b",", b'  {"id": 3},', b'  {"id": 4}']
    for text in (b"[\n" + b"\n".join(lines) + b"\n]", b'{"items": [\n' + b"\n".join(lines) + b"\n]}"):
        found = read(text)
        assert good(found) == [{"id": number} for number in (0, 1, 3, 4)]
        ((line, error),) = errors(found)
        assert line == 4
        assert why in error


@pytest.mark.parametrize("name", ["NaN", "bytes that are not UTF-8", "no value", "deep", "null", "a word"])
def test_a_broken_item_of_a_list_on_one_line(name: str) -> None:
    broken, why = BROKEN[name]
    broken = broken.encode() if isinstance(broken, str) else broken
    found = read(b'[{"id": 0}, ' + broken + b', {"id": 2}]')
    assert good(found) == [{"id": 0}, {"id": 2}]
    assert [why in error for _, error in errors(found)] == [True]


def test_brackets_too_many() -> None:
    found = read('[{"id": 0}}, {"id": 1}, {"id": 2}]')
    assert good(found) == [{"id": 0}, {"id": 1}, {"id": 2}]
    assert len(errors(found)) == 1
    found = read('[\n{"id": 0}},\n{"id": 1}],\n{"id": 2}\n]')
    assert good(found) == [{"id": 0}, {"id": 1}, {"id": 2}]
    assert len(errors(found)) == 2


def test_half_a_surrogate_pair_is_for_the_row_to_judge() -> None:
    assert good(read(rb'[{"id": "\ud83d"}]')) == [{"id": "\ud83d"}]


@pytest.mark.parametrize(
    "text", ["", " \n ", "\ufeff", "[]", "[ ]", '{"items": []}', '{"items": [], "a": 1}']
)
def test_nothing(text: str) -> None:
    assert read(text) == []


def test_not_json() -> None:
    assert [error for _, error in errors(read("hello\nworld\n"))] == ["not valid JSON (Expecting value)"]


@pytest.mark.parametrize("layout", ["list, indented", "list"])
def test_an_item_of_any_length_takes_no_memory(layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("json_items", "items_by_lines", "items_by_brackets"):
        monkeypatch.setattr(f"classifier.audit.dumps.{module}.LONGEST_ITEM", 10_000)
    monkeypatch.setattr(json_items, "Window", lambda stream: Window(stream, 1000))
    documents = [{"id": 0}, {"id": 1, "text": '{[\\"' * 30_000}, {"id": 2}, {"id": 3}]
    held = 0

    def more(self: Window) -> bool:
        nonlocal held
        held = max(held, len(self.data))
        return original(self)

    original = Window.more
    monkeypatch.setattr(window.Window, "more", more)
    found = read(json.dumps(documents, indent=2 if "indented" in layout else None))
    assert good(found) == [{"id": 0}, {"id": 2}, {"id": 3}]
    assert [error for _, error in errors(found) if "longer than" in error]
    assert len(errors(found)) == 1
    assert held < 15_000


def test_many_short_lists_take_no_longer_than_they_are() -> None:
    page = json.dumps({"page": 1, "items": [{"id": 1}], "more": False}) + "\n"
    begun = time.process_time()
    assert len(read(page * 5_000)) == 5_000
    assert time.process_time() - begun < 8  # 20 s where each looked a megabyte ahead


def test_what_was_read_before_the_stream_fails_comes_first() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise BadInput("cut short")
            return data

    found: list[Item] = []
    stream = Failing(LAYOUTS["object, indented"][:-200].encode())
    with pytest.raises(BadInput, match="cut short"):
        found.extend(items(stream, ["items"]))
    assert len(found) >= 5
    assert not errors(found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(max_size=4), JSON, max_size=3)), st.sampled_from([None, 0, 1, "\t"]))
def test_any_list_comes_back(documents: list[dict[str, Any]], indent: int | str | None) -> None:
    found = list(items(io.BytesIO(json.dumps(documents, indent=indent, ensure_ascii=False).encode())))
    assert [(item.value, item.error) for item in found] == [(document, None) for document in documents]


@given(st.lists(st.sampled_from([*'{}[],:" \n\\', '"items"', "1", "null", '{"a": 1}']), max_size=60))
def test_no_bytes_make_it_fail(pieces: list[str]) -> None:
    found = read("".join(pieces))
    assert all(isinstance(item.value, dict) for item in found)
