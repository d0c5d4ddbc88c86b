"""What is English and what is not: abstaining wrongly is worse than missing a foreign comment."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.neardup import near_duplicates
from classifier.text.clean import clean
from classifier.text.language import AMBIGUOUS, ENGLISH, TABLE, is_english
from classifier.training.corpus_rows import CorpusRow, read_rows

COMMENTS = Path(__file__).parents[3] / "seeds" / "other_languages.jsonl"
ROWS = [json.loads(line) for line in COMMENTS.read_text(encoding="utf-8").splitlines()]
FOREIGN = [row for row in ROWS if row["language"] not in ("en", "mixed")]
TEST = [row for row in FOREIGN if row["split"] == "test"]

OTHER_SCRIPTS = {
    *("sr", "ru", "uk", "bg", "el", "ar", "he", "fa", "hi", "ur", "bn", "ta", "th", "zh", "ja", "ko"),
}

#: English sets, and how many of a thousand comments may be taken for foreign; a few of them are.
ENGLISH_SETS = [
    ("fp_news_civil", 2),
    ("fp_reddit_goemotions", 2),
    ("fp_chat", 2),
    ("wiki_toxicity", 2),
    ("c3_test", 2),
    ("ucc_test", 2),
    ("mupid_test", 2),
    ("ruddit_test", 2),
    ("toxicr_test", 2),
    ("sms_spam_test", 2),
    ("hatexplain_test", 3),
    ("jigsaw_eval", 3),
    ("olid_test", 4),
    ("convabuse_test", 4),
    ("youtube_spam_test", 4),
    ("conda_test", 8),
]


@pytest.mark.parametrize(
    "text",
    [
        "Das ist doch völliger Unsinn, lies erst mal den Artikel.",
        "no tienes ni idea de lo que dices, payaso",
        "Je ne comprends pas pourquoi ils ont fait ça.",
        "bu adam neden hala konusuyor anlamiyorum",
        "kamu tidak tahu apa yang kamu bicarakan",
        "yaar ye log kabhi nahi sudhrenge",
        "thoi di ngu di, mai con di lam",
        "Ты вообще читал статью?",
        "完全看不懂你在说什么",
        "ไม่เข้าใจเลย",
        "привет",
        "hola amigo",
    ],
)
def test_other_languages_are_told(text: str) -> None:
    assert not is_english(clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "👍👍",
        "lol",
        "ez",
        "gg wp ez noob team",
        "gg ez noob team report mid",
        "idk m8 wot u on abt",
        "asdf jkl qwerty zxcv",
        "aaaaaaaa",
        "y0u @re @n 1d10t",
        "u r such a l0ser lmao",
        "st*pid f*cking id!ot",
        "¯\\_(ツ)_/¯",
        "ಠ_ಠ",
        "λ = 2π, Σ over i",
        "I love 東京",
        "the café was très chic",
        "Kylian Mbappé, Vinícius Júnior, Erling Haaland",
        "de_dust2 or de_inferno",
        "int main() { return 0; }",
        "my abuela says que será, será whenever it rains",
        "Schadenfreude is my favourite word",
        "@user {url} check this",
        "São Paulo and Zürich are both on the list",
    ],
)
def test_english_and_what_is_too_odd_to_tell_pass(text: str) -> None:
    assert is_english(clean(text))


def test_an_insult_does_not_hide_behind_foreign_words() -> None:
    insults = [
        "you are a worthless idiot",
        "go and kill yourself, nobody likes you",
        "you stupid fucking moron",
    ]
    foreign = [clean(row["text"]) for row in FOREIGN]
    hidden = [
        insult
        for insult, words in product(insults, foreign)
        if not is_english(f"{insult} {words}") or not is_english(f"{words} {insult}")
    ]
    assert hidden == []


def test_foreign_words_between_the_english_ones_do_not_hide_them() -> None:
    assert is_english("you que stupid por fucking para idiot con")
    assert is_english("und you und are und a und pathetic und clown und loser und")


def test_a_disguise_in_another_alphabet_is_no_foreign_language() -> None:
    assert is_english("уоu аre such аn іdiоt")
    assert is_english(clean("уоu аre such аn іdiоt"))


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(ROWS)).map(lambda rows: str(rows)[:300])))
def test_any_string_has_an_answer_and_always_the_same(text: str) -> None:
    answer = is_english(text)
    assert isinstance(answer, bool)
    assert is_english(text) is answer


@pytest.mark.parametrize(
    "pattern",
    ["a", "ab ", "que ", "q'", "é", "Ω", "нa", "а ", "中", "ไ", "{", "{a", "'", "the ", "idiot que "],
)
def test_a_long_run_of_one_pattern_is_no_trouble(pattern: str) -> None:
    started = time.process_time()
    is_english(pattern * (50_000 // len(pattern)))
    assert time.process_time() - started < 1.0


def test_a_typical_comment_takes_microseconds() -> None:
    text = (
        "i don't think the article says what you think it says, and the numbers in the second half are wrong"
    )
    is_english("und das ist nicht alles")
    quickest = min(_seconds(text) for _ in range(20))
    assert quickest < 15e-6  # five times what is needed


def _seconds(text: str) -> float:
    started = time.process_time()
    for _ in range(500):
        is_english(text)
    return (time.process_time() - started) / 500


def test_most_foreign_comments_are_told() -> None:
    told = [not is_english(clean(row["text"])) for row in TEST]
    assert sum(told) >= 0.94 * len(told)  # 97 % when this was written


def test_every_language_is_told_more_often_than_not() -> None:
    told: dict[str, list[bool]] = defaultdict(list)
    for row in TEST:
        told[row["language"]].append(not is_english(clean(row["text"])))
    assert {language for language, answers in told.items() if sum(answers) < 0.5 * len(answers)} == set()
    assert {language for language in OTHER_SCRIPTS if not all(told[language])} == set()


@pytest.mark.parametrize("split", ["train", "test"])
def test_no_odd_english_comment_is_taken_for_foreign(split: str) -> None:
    english = [row["text"] for row in ROWS if row["language"] == "en" and row["split"] == split]
    assert [text for text in english if not is_english(clean(text))] == []


@pytest.mark.parametrize(("name", "most"), ENGLISH_SETS)
def test_english_sets_are_hardly_ever_taken_for_foreign(evaluation_sets: Path, name: str, most: int) -> None:
    path = evaluation_sets / f"{name}.csv.gz"
    if not path.is_file():
        pytest.skip(f"{path} is missing")
    texts = [row.text for row in read_rows(path) if isinstance(row, CorpusRow)]
    assert sum(not is_english(clean(text)) for text in texts) <= most / 1000 * len(texts)


def test_the_comments_are_of_many_languages_and_each_in_both_splits() -> None:
    assert all(set(row) == {"id", "text", "language", "split", "kind"} for row in ROWS)
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert {row["kind"] for row in ROWS} == {"civil", "uncivil", "spam"}
    sides = {(row["language"], row["split"]) for row in ROWS}
    languages = {language for language, _ in sides}
    assert len(languages) >= 40
    assert sides == set(product(languages, ["train", "test"]))


def test_no_comment_is_nearly_another() -> None:
    assert list(near_duplicates([row["text"] for row in ROWS], 0.6)) == []


def test_a_foreign_word_is_no_english_one_and_stands_once_for_a_language() -> None:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, sure, unsure = line.split("\t")
            words = [*sure.split(), *unsure.split()]
            assert len(set(words)) == len(words), language
            assert not (ENGLISH | AMBIGUOUS) & set(words), language
            assert all(word == word.lower() and len(word) > 1 for word in words), language
