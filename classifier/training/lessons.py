"""What a teacher says of texts: soft labels in a plain file, made by `classifier.training.teacher`.

A larger model reads the very comments that a recipe learns from, and pieces of them, and gives each label a
probability; the linear model is then taught by these as well as by people's labels (Hinton, Vinyals and Dean,
2015, "Distilling the knowledge in a neural network"). The file holds numbers only: a text is known by its
hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import expit

from classifier.errors import BadInput
from classifier.labels import LINEAR
from classifier.ngrams import TOKEN

#: Pieces of a comment have so many tokens. Short ones say which words weigh, and not only which comments.
PIECE_TOKENS = (2, 3, 4, 5, 6, 8, 10, 12)
#: From so many tokens on, a comment is cut into so many pieces.
FEWEST_TOKENS, PIECES = 5, 2
#: Of longer comments the beginning is cut. Characters.
LONGEST_CUT = 3_000

#: Logits are kept as whole numbers of so many to one.
LOGIT_STEPS = 10

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lessons:
    """The teacher's answers by hash of the normalised text: sorted `keys`, and `logits`, in tenths, of shape
    (keys, linear labels). `digest` names the file they are from."""

    keys: npt.NDArray[np.uint64]
    logits: npt.NDArray[np.int8]
    digest: str = ""

    def of(self, cleaned: Sequence[str]) -> Floats:
        """The probabilities for normalised texts, shape (texts, linear labels); NaN for a text that nobody
        taught."""
        asked = hashed(cleaned)
        places = np.minimum(np.searchsorted(self.keys, asked), max(len(self.keys) - 1, 0))
        found = np.full((len(asked), len(LINEAR)), np.nan)
        if len(self.keys):
            known = self.keys[places] == asked
            found[known] = expit(self.logits[places[known]] / LOGIT_STEPS)
        return found


def hashed(cleaned: Sequence[str]) -> npt.NDArray[np.uint64]:
    """The first 8 bytes of the SHA-256 of each text."""
    digests = (hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8] for text in cleaned)
    return np.frombuffer(b"".join(digests), dtype="<u8")


def pieces(cleaned: Sequence[str]) -> tuple[list[str], list[int]]:
    """Runs of tokens cut out of normalised texts, no run twice, and the text that each is of.

    Where a text is cut depends on it alone.
    """
    cut: dict[str, int] = {}
    for number, text in enumerate(cleaned):
        spans = [match.span() for match in TOKEN.finditer(text[:LONGEST_CUT])]
        if len(spans) < FEWEST_TOKENS:
            continue
        random = Random(text)  # noqa: S311  # a sample, no secret
        for _ in range(PIECES):
            size = min(random.choice(PIECE_TOKENS), len(spans) - 1)
            first = random.randrange(len(spans) - size + 1)
            cut.setdefault(text[spans[first][0] : spans[first + size - 1][1]], number)
    return list(cut), list(cut.values())


def blended(scores: Floats, label: int, shares: Mapping[int, float]) -> Floats:
    """One label's probabilities with so many logits of others added to its own.

    `scores` has shape (texts, linear labels). All logits are shifted alike so that as many texts as before
    are of the label.
    """
    logits = np.log(scores) - np.log1p(-scores)
    mixed = logits[:, label] + sum(share * logits[:, other] for other, share in shares.items())
    shift = brentq(lambda by: expit(mixed + by).mean() - scores[:, label].mean(), -50.0, 50.0)
    return np.asarray(expit(mixed + shift))


def write_lessons(path: Path, cleaned: Sequence[str], logits: Floats) -> None:
    """Write what the teacher says of these texts, shape (texts, linear labels), in logits."""
    keys, first = np.unique(hashed(cleaned), return_index=True)
    steps = np.clip(np.round(logits[first] * LOGIT_STEPS), -127, 127).astype(np.int8)
    with path.open("wb") as file:
        np.save(file, keys, allow_pickle=False)
        np.save(file, steps, allow_pickle=False)


def read_lessons(path: Path) -> Lessons:
    """Read what `write_lessons` wrote. Raises BadInput for any other file."""
    try:
        with path.open("rb") as file:
            keys = np.lib.format.read_array(file, allow_pickle=False)
            logits = np.lib.format.read_array(file, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise BadInput("holds no lessons", where=str(path), mend="make them by `make teacher`") from error
    shape = (len(keys), len(LINEAR))
    if keys.dtype != np.uint64 or logits.dtype != np.int8 or logits.shape != shape:
        raise BadInput("holds lessons of another shape", where=str(path), mend="make them by `make teacher`")
    return Lessons(keys, logits, hashlib.sha256(path.read_bytes()).hexdigest())
