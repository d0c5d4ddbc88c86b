"""The kernel gives the numbers of the ordinary way, whatever people write."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import kernel
from classifier.kernel import Kernel, compiled, table
from classifier.model import Model
from classifier.ngrams import PAIRS, salt
from classifier.text.clean import clean
from classifier.texts import read

CLOSE = 1e-5

WORDS = """
you are not idi ot idiot s.t.u p.i.d f4ck soooo u r a i 1 0 t ! ... @$$ don't it’s
** __bold__ `code` ``` > || ~~ https://a.b/c <@123> @everyone
é ïdïöt іdiоt ну 中文 한국어 🇮🇩 🙂 𝓲𝓭 \u200b \ufeff \x00 \ud55c 👩\u200d👩
"""
BLANKS = ("\n> ", "\n", "\t", "  ", "\u00a0", "\u2003", "\u3000", "\x85")
PIECES = [*WORDS.split(), *BLANKS, "an idiot", "i d i o t", "> quoted", "x" * 450]
NASTY = st.lists(st.sampled_from(PIECES), max_size=20).map(lambda pieces: " ".join(pieces))
GLUED = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
TEXTS = st.lists(st.one_of(NASTY, GLUED, ANYTHING, st.none()), max_size=12)


@pytest.fixture(scope="module")
def quick(model: Model) -> Kernel:
    return Kernel(model.linear)


def usual(model: Model, texts: list[str | None]) -> npt.NDArray[np.float64]:
    return model.linear.logits([clean(text) for text in read(texts)])


def assert_same(model: Model, quick: Kernel, texts: list[str | None]) -> None:
    found = quick.logits(pa.array(texts, pa.large_string()))
    assert np.abs(found - usual(model, texts)).max(initial=0) < CLOSE


def test_real_comments(model: Model, quick: Kernel, comments: list[str]) -> None:
    assert_same(model, quick, [*comments, *comments])


def test_one_character_of_every_script_and_none_at_all(model: Model, quick: Kernel) -> None:
    assert_same(model, quick, ["", None, *(chr(point) for point in range(0x3000)), "𐍈", "🂡", "\U0010ffff"])


def test_every_blank_cuts(model: Model, quick: Kernel) -> None:
    blanks = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isspace()]
    assert_same(model, quick, [f"stupid{blank}idea" for blank in blanks])


@given(texts=TEXTS)
@settings(deadline=None)  # the first call compiles
def test_any_string(model: Model, quick: Kernel, texts: list[str | None]) -> None:
    assert_same(model, quick, texts)


def test_what_does_not_fit_goes_the_usual_way(model: Model, quick: Kernel) -> None:
    tokens = "a.b" * compiled.MOST_TOKENS
    long = [tokens[: compiled.LONGEST_COMMENT], "word " * 30_000, "x" * 90_000, ("." * 300 + " ") * 200]
    assert_same(model, quick, [*long, "you idiot"])


def test_slices_and_chunks(model: Model, quick: Kernel, comments: list[str]) -> None:
    array = pa.array(comments[:40])
    assert np.array_equal(quick.logits(array[7:20]), quick.logits(array)[7:20])
    assert quick.logits(array[:0]).shape == (0, len(model.linear.bias))


def test_what_lies_beneath_a_null_is_not_read(model: Model, quick: Kernel) -> None:
    offsets, data = pa.py_buffer(np.array([0, 2, 5], dtype=np.int64)), pa.py_buffer(b"\xff\xfeidi")
    array = pa.LargeStringArray.from_buffers(2, offsets, data, pa.py_buffer(b"\x02"))
    assert np.array_equal(quick.logits(array), usual(model, [None, "idi"]))


def test_forgetting_changes_nothing(
    model: Model, comments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_STRETCHES", 50)
    monkeypatch.setattr(kernel, "_MOST_MISSING", 20)
    monkeypatch.setattr(kernel, "_BATCH", 7)
    forgetful = Kernel(model.linear)
    few = [text for text in comments if len(text.split()) < 20][:60]
    assert_same(model, forgetful, [*few])
    assert len(forgetful._table._met) <= 50


def test_threads_share_a_kernel(model: Model, comments: list[str]) -> None:
    fresh = Kernel(model.linear)
    parts = [pa.array(comments[start::4]) for start in range(4)] * 3
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(fresh.logits, parts))
    for part, logits in zip(parts, found, strict=True):
        assert np.array_equal(logits, usual(model, part.to_pylist()))


def test_stretches_of_one_hash_are_told_apart(
    model: Model, comments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever knows the hash can make words that share it; they must not be taken for each other."""
    full = Kernel(model.linear)
    words = sorted({word for text in comments[:50] for word in text.split()})
    full.logits(pa.array([" ".join(words)]))
    known = full._table.known
    crowded = known._replace(slots=np.zeros_like(known.slots), hashes=np.full_like(known.hashes, 7))
    compiled.enter(crowded.slots, np.arange(1, len(words) + 1), np.full(len(words), 7, dtype=np.uint64))
    for number, word in enumerate(words, 1):
        letters = np.frombuffer(word.encode(), dtype=np.uint8)
        found = compiled._find(letters, 0, len(letters), np.uint64(7), crowded)
        first, stop = known.letter_ends[found - 1], known.letter_ends[found]
        assert known.letters[first:stop].tobytes().decode() == word, number


def test_what_others_add_meanwhile_is_unknown_to_a_reader(model: Model) -> None:
    fresh = Kernel(model.linear)
    fresh.logits(pa.array(["one two three"]))
    before = fresh._table.known
    fresh._table.add([f"word{number}".encode() for number in range(500)])
    assert fresh._table.known.slots is before.slots  # the reader sees that something is there
    letters = np.frombuffer(b"word7", dtype=np.uint8)
    value = compiled.hashes_of(letters, np.array([len(letters)]))[0]
    assert compiled._find(letters, 0, len(letters), value, before) == 0
    assert compiled._find(letters, 0, len(letters), value, fresh._table.known) > 0


def test_no_stale_code_is_run_when_a_number_has_changed() -> None:
    of_ngrams = "AFTER_YOU AT_DISTANCE BEFORE_YOU CLAUSE_END DENIED DENIED_WORD MARK NEGATION SECOND_PERSON"
    of_clean = "APART FIRST_ALONE FOREIGN HEAD LAST_ALONE MOST_ALONE ODD OPEN TAIL"
    order = [list(PAIRS).index(name) for name in ("next", "skip", "addressed", "denied")]
    numbers = [
        *compiled.ADDRESS_STEPS.tolist(),
        *(getattr(compiled, name) for name in of_ngrams.split()),
        *(*order, int(salt(1))),
        *(getattr(compiled, name) for name in of_clean.split()),
    ]
    assert tuple(numbers) == compiled.MADE_FOR, "write the new numbers into MADE_FOR"
