"""Make `confusables.tsv` from Unicode's own table of look-alikes.

    python -m classifier.text.make_confusables PATH/TO/confusables.txt

The table (UTS #39) is at https://www.unicode.org/Public/security/latest/confusables.txt. What is kept:
letters that look like one letter of a to z, in scripts that a writer of Latin text has no other use for.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from classifier.errors import BadInput
from classifier.text.confusables import TABLE

_ROW = re.compile(r"([0-9A-F]+) ;\s([0-9A-F ]+) ;\sMA\s")
_SCRIPTS = re.compile(
    r"(CYRILLIC|GREEK|COPTIC|ARMENIAN|GEORGIAN|CHEROKEE|LISU|CANADIAN SYLLABICS|TIFINAGH|DESERET|OSAGE"
    r"|WARANG CITI|ELBASAN|CARIAN|LYCIAN|OLD ITALIC|RUNIC|MIAO|LATIN)\b"
)
_SMALL_CAPITAL = re.compile(r"LATIN LETTER SMALL CAPITAL ([A-Z])")
# Plain letters of living languages, or of their phonetic notation in every dictionary.
_ORDINARY = frozenset("ıſæœøłđðħŧŋɓɖɗƒɠɨɔəɛƙƥƭƴɣʋ")

_HEADER = """\
# Letters that look like a letter of a to z: code point, the letter, and "same" where the two look the same,
# "near" where a stroke, a mark or the size tells them apart.
# Made by classifier.text.make_confusables from confusables.txt, Unicode {version}, UTS #39.
# Unicode data: copyright (c) 1991-2020 Unicode, Inc. All rights reserved. Distributed under the Terms of
# Use in https://www.unicode.org/copyright.html.
"""


def read(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each look-alike and what it looks like, as Unicode has them."""
    for line in lines:
        if row := _ROW.match(line):
            source, target = row.groups()
            yield chr(int(source, 16)), "".join(chr(int(point, 16)) for point in target.split())


def look_alikes(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return what each look-alike reads as, and how alike the two are."""
    table = {}
    for source, target in [*pairs, *_small_capitals()]:
        name = unicodedata.name(source, "")
        if not _SCRIPTS.match(name) or not source.isalpha() or source.lower() in _ORDINARY:
            continue
        if source.isascii() or unicodedata.normalize("NFKC", source) != source or _accented(source):
            continue
        letter = _letter(target)
        if letter is None:
            continue
        if target == "l" and (source.isupper() or name.endswith(" I")):
            letter = "i"  # the table takes a capital I for an l
        table[source] = letter, "same" if target.isascii() else "near"
    # A reader knows a small letter by its capital too: к by К.
    return {char.lower(): (letter, "near") for char, (letter, _) in table.items() if char != "Μ"} | table


def _letter(target: str) -> str | None:
    """Return the plain letter that `target` is but for marks and size, if there is one."""
    base = "".join(char for char in unicodedata.normalize("NFD", target) if not unicodedata.combining(char))
    if len(base) != 1:
        return None
    if small := _SMALL_CAPITAL.fullmatch(unicodedata.name(base, "")):
        base = small.group(1)
    return base.lower() if base.isascii() and base.isalpha() else None


def _small_capitals() -> Iterator[tuple[str, str]]:
    """Yield the small capitals, which the table leaves alone where nothing else looks like them."""
    for point in (*range(0x250, 0x2B0), *range(0x1D00, 0x1D80), *range(0xA730, 0xA800)):
        if _SMALL_CAPITAL.fullmatch(unicodedata.name(chr(point), "")):
            yield chr(point), chr(point)


def _accented(char: str) -> bool:
    return len(unicodedata.normalize("NFD", char)) > 1


def main(arguments: list[str]) -> None:
    """Write the table that the package reads."""
    if len(arguments) != 1:
        raise BadInput("give one path to a confusables.txt", where="make_confusables")
    source = Path(arguments[0]).read_text(encoding="utf-8-sig")
    version = re.search(r"^# Version: (\S+)", source, re.MULTILINE)
    if version is None:
        raise BadInput("no version line", where=arguments[0], mend="give Unicode's own confusables.txt")
    rows = sorted(look_alikes(read(source.splitlines())).items())
    lines = [f"{ord(char):04X}\t{letter}\t{how}\n" for char, (letter, how) in rows]
    TABLE.write_text(_HEADER.format(version=version.group(1)) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
