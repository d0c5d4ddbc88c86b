"""The table of look-alikes, and how it is made."""

from __future__ import annotations

from classifier.text.clean import clean
from classifier.text.confusables import TABLE, confusables
from classifier.text.make_confusables import look_alikes, read

UNICODE_ROWS = """\
# confusables.txt
0430 ;\t0061 ;\tMA\t# CYRILLIC SMALL LETTER A
0406 ;\t006C ;\tMA\t# CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I
0432 ;\t0299 ;\tMA\t# CYRILLIC SMALL LETTER VE
FF41 ;\t0061 ;\tMA\t# FULLWIDTH LATIN SMALL LETTER A
0131 ;\t0069 ;\tMA\t# LATIN SMALL LETTER DOTLESS I
05D5 ;\t006C ;\tMA\t# HEBREW LETTER VAV
042B ;\t0062 006C ;\tMA\t# CYRILLIC CAPITAL LETTER YERU
"""


def test_only_letters_that_stand_for_one_latin_letter_are_taken() -> None:
    table = look_alikes(read(UNICODE_ROWS.splitlines()))
    assert table["а"] == ("a", "same")
    assert table["І"] == ("i", "same")
    assert table["в"] == ("b", "near")
    assert not {"ａ", "ı", "ו", "Ы"} & table.keys()


def test_small_capitals_are_added() -> None:
    assert look_alikes([])["ᴀ"] == ("a", "near")


def test_the_shipped_table_reads_as_small_latin_letters() -> None:
    table = confusables()
    letters = {*table.foreign.values(), *table.latin.values()}
    assert letters <= set("abcdefghijklmnopqrstuvwxyz")
    assert table.same <= table.foreign.keys()
    assert not any(char.isascii() for char in [*table.foreign, *table.latin])
    assert "Unicode, Inc." in TABLE.read_text(encoding="utf-8")


def test_the_table_is_not_read_for_plain_text() -> None:
    confusables.cache_clear()
    clean("Plain text, Größe and f4ck")
    assert confusables.cache_info().currsize == 0
    clean("іdiot")
    assert confusables.cache_info().currsize == 1
