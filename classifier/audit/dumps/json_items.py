"""The objects in a JSON file of any size, one by one: bare, in one long list, or in a list inside an object.

A parser that reads on as bytes come in (ijson) would do for sound files, but gives up at the first mistake
and can't tell a line. Here items are told apart first and parsed each alone: a broken one costs only itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from classifier.audit.dumps.brackets import Brackets, end_of_value
from classifier.audit.dumps.decoding import decode
from classifier.audit.dumps.items_by_brackets import LITTLE, MUCH, by_brackets
from classifier.audit.dumps.items_by_lines import by_lines
from classifier.audit.dumps.window import LONGEST_ITEM, Window

_SPACE = b" \t\r\n"
_BOM = b"\xef\xbb\xbf"
_KEY = re.compile(rb'\s*"((?:[^"\\]|\\.)*)"\s*:\s*\Z')


class Item(NamedTuple):
    """An object of the file, or why it could not be read. `value` is an object if there is no error.

    `head` is what the object around its list says before the list. `line` counts from 1 in the file.
    """

    line: int
    value: dict[str, Any]
    head: Mapping[str, Any]
    error: str | None = None


def items(stream: BinaryIO, lists: Collection[str] = ()) -> Iterator[Item]:
    """Every object in the file. `lists` names the fields of an outer object whose elements are wanted.

    Memory stays the same however long a list is; a single item may have `LONGEST_ITEM` bytes.
    """
    window = Window(stream)
    names = frozenset(lists)
    window.skip(_BOM + _SPACE)
    while (first := window.skip(_SPACE + b",")) >= 0:
        if first == ord("["):
            window.go(window.at + 1)
            yield from _elements(window, {}, names, in_list=True)
        elif first == ord("{") and names and (opening := _opening(window, names)) is not None:
            if opening.error:
                yield opening
            yield from _elements(window, opening.head, names, in_list=True)
            if not window.cut_off:
                yield from _rest_of_object(window)
        else:
            yield from _elements(window, {}, names, in_list=False)
    window.raise_failure()


def _opening(window: Window, names: frozenset[str]) -> Item | None:
    """What the object that begins here says before one of these lists; the window moves to the first item.
    None if the object has no such list, or none within reach."""
    ahead = LITTLE
    while True:
        data = window.data[window.at : window.at + ahead]
        places, marks, depths = Brackets().marks(data)
        before = 0
        for index in np.flatnonzero(depths <= 2):
            place, mark, depth = int(places[index]), marks[index], depths[index]
            if depth == 0:
                return None
            if mark == ord("[") and depth == 2:
                key = _KEY.match(data, before + 1, place)
                if key and key[1].decode(errors="replace") in names:
                    return _moved_into(window, data, place)
            if depth == 1:
                before = place
        if ahead >= window.unread and (window.unread > LONGEST_ITEM or not window.more()):
            return None
        ahead *= 4


def _moved_into(window: Window, data: bytes, place: int) -> Item:
    line = window.line
    head, error = decode(data[:place] + b"null}")
    window.go(window.at + place + 1)
    if error:
        return Item(line, {}, {}, f"what stands before the list: {error}")
    return Item(line, {}, head)


def _elements(
    window: Window, head: Mapping[str, Any], names: frozenset[str], *, in_list: bool
) -> Iterator[Item]:
    """The items from here to the list's end, which is read as well, or to the end of the file."""
    pieces = by_brackets(window, in_list=in_list)
    if window.skip(_SPACE) == ord("{") and (indent := _indent(window)) is not None:
        pieces = by_lines(window, indent, in_list=in_list)
    for line, value, error in pieces:
        if error or not isinstance(value, dict):
            yield from _other(line, value, head, error)
        elif names and not names.isdisjoint(value):
            yield from _page(line, value, names)
        else:
            yield Item(line, value, head)


def _other(line: int, value: object, head: Mapping[str, Any], error: str | None) -> Iterator[Item]:
    """What is no object: an error, or a list, whose elements stand for themselves."""
    for element in value if isinstance(value, list) else [value]:
        if isinstance(element, dict):
            yield Item(line, element, head)
        else:
            yield Item(line, {}, head, error or "not a JSON object")


def _page(line: int, value: dict[str, Any], names: frozenset[str]) -> Iterator[Item]:
    """The elements of an object that has a list of them, such as one page of an API in a file of many."""
    found = next((value[name] for name in names if isinstance(value.get(name), list)), None)
    if found is None:
        yield Item(line, value, {})
    else:
        yield from _other(line, found, value, None)


def _indent(window: Window) -> bytes | None:
    """How far items are indented, if each begins on a line of its own; None if that can't be relied on."""
    begin = window.data.rfind(b"\n", 0, window.at) + 1
    indent = window.data[begin : window.at].removeprefix(_BOM)
    end = window.data.find(b"\n", window.at)
    if indent.strip(b" \t") or end < 0:
        return None
    line = window.data[window.at : end].rstrip(_SPACE + b",")
    following = window.data[end + 1 : end + 2 + len(indent)]
    deeper = following.startswith(indent) and following[len(indent) :] in (b" ", b"\t")
    alone = (
        end_of_value(line) == len(line) and line != b"{}"
    )  # which may have lines below without indentation
    return indent if deeper or alone else None


def _rest_of_object(window: Window) -> Iterator[Item]:
    """Pass over what follows a list in its object."""
    brackets = Brackets()
    ahead = LITTLE
    while window.unread or window.more():
        block = window.data[window.at : window.at + ahead]
        places, _, depths = brackets.marks(block)
        closed = np.flatnonzero(depths < 0)
        if len(closed):
            window.go(window.at + int(places[closed[0]]) + 1)
            return
        window.go(window.at + len(block))
        ahead = min(2 * ahead, MUCH)
    if error := window.cut_short("an object"):
        yield Item(window.line, {}, {}, error)
