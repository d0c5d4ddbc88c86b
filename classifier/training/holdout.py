"""Comments that a model will be measured on, and so must not learn from."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from classifier.errors import BadInput
from classifier.neardup import fold
from classifier.training.corpora import Corpus, read_corpora


def text_hash(text: str) -> str:
    """The hash of a text but for case, white space and compatibility forms."""
    return sha256(fold(text).encode("utf-8", "surrogatepass")).hexdigest()


def hold_out(corpus: Corpus, paths: Sequence[Path]) -> tuple[Corpus, int]:
    """The rows whose text stands in none of these files, and how many were left out."""
    measured = {text_hash(text) for path in paths for text in _texts(path)}
    kept = corpus.select(text_hash(row.text) not in measured for row in corpus.rows)
    return kept, len(corpus.rows) - len(kept.rows)


def _texts(path: Path) -> Iterable[str]:
    """The texts of a labelled file, or of gzipped JSON Lines, as spans come in."""
    return _json_texts(path) if path.name.endswith(".jsonl.gz") else read_corpora([path]).texts


def _json_texts(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"]
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise BadInput(
            "cannot be read as gzipped JSON Lines with a `text`", where=str(path), mend="name another file"
        ) from error
