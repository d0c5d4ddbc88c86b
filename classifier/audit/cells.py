"""Text that is safe in a spreadsheet's cells, for whole Arrow columns at once.

A spreadsheet takes a cell that begins with = + - @ for a formula, whoever wrote it (OWASP, "CSV Injection");
the full-width forms too. Such a cell gets an apostrophe before it. Spreadsheets set up for semicolons cut a
text at each semicolon, so what follows one must not begin so either: a blank goes between. Numbers that a
spreadsheet would round or turn into dates, such as Discord's 18 digits, get the apostrophe as well.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

#: Excel's longest cell, in characters. What is longer is cut, and says so.
LONGEST_CELL = 32_000
CUT = " … (cut)"

_BREAK = r"\r\n\t\v\f\x{85}\x{2028}\x{2029}"
# Control characters, what turns the direction of writing, and what can't be seen.
_CONTROL = (
    r"\x{00}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{200b}\x{200e}\x{200f}"
    r"\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}"
)
_BREAKS, _CONTROLS = f"[{_BREAK}]+", f"[{_CONTROL}]"
_FORMULA = r"[=+\-@＝＋－＠﹢﹣﹦﹫]"
_AFTER_SEMICOLON = rf"([;；])([\"' ]*{_FORMULA})"
_AT_START = rf"^[\s\"']*{_FORMULA}"
_LIKE_NUMBER = r"^\s*[0-9][0-9.,eE+\-/:]*\s*$"
_PLAIN_NUMBER = r"^(0|[1-9][0-9]{0,14})$"
# Whatever may need one of these. One look spares most texts the others.
_SUSPECT = rf"[{_BREAK}{_CONTROL};；]|{_AT_START}|{_LIKE_NUMBER}"

REPLACEMENT = "\ufffd"


def safe_cells(column: pa.Array) -> pa.Array:
    """Each text as one line without control characters or formulas; null stays null.

    Takes and gives an Arrow array of strings.
    """
    suspect = pc.fill_null(pc.match_substring_regex(column, pattern=_SUSPECT), False)
    suspect = pc.or_(suspect, pc.fill_null(pc.greater(pc.binary_length(column), LONGEST_CELL), False))
    if not pc.any(suspect).as_py():
        return column
    return pc.replace_with_mask(column, suspect, _safe(column.filter(suspect)))


def safe_repeating_cells(column: pa.Array) -> pa.Array:
    """As `safe_cells`, quicker for a column in which few different texts recur."""
    encoded = column.dictionary_encode()
    return safe_cells(encoded.dictionary).take(encoded.indices)


def _safe(column: pa.Array) -> pa.Array:
    column = _cut(column)
    column = pc.replace_substring_regex(column, pattern=_BREAKS, replacement=" ")
    column = pc.replace_substring_regex(column, pattern=_CONTROLS, replacement=REPLACEMENT)
    column = pc.replace_substring_regex(column, pattern=_AFTER_SEMICOLON, replacement=r"\1 \2")
    formula = pc.match_substring_regex(column, pattern=_AT_START)
    like_number = pc.match_substring_regex(column, pattern=_LIKE_NUMBER)
    mangled = pc.and_not(like_number, pc.match_substring_regex(column, pattern=_PLAIN_NUMBER))
    marked = pc.binary_join_element_wise(pa.scalar("'", column.type), column, pa.scalar("", column.type))
    return pc.if_else(pc.or_(formula, mangled), marked, column)


def _cut(column: pa.Array) -> pa.Array:
    """Cells no longer than a spreadsheet takes."""
    long = pc.greater(pc.utf8_length(column), LONGEST_CELL)
    if not pc.any(long).as_py():
        return column
    start = pc.utf8_slice_codeunits(column, start=0, stop=LONGEST_CELL - len(CUT))
    cut = pc.binary_join_element_wise(start, pa.scalar(CUT, column.type), pa.scalar("", column.type))
    return pc.if_else(long, cut, column)
