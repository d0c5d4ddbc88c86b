"""Join our labels to the saved pages: every comment with its text, topic, labels and provenance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from classifier.errors import BadInput
from classifier.labels import NAMES
from classifier.training.page_labels import CommentLabels, PageLabels, Position, load_labels
from classifier.training.pages import Page, changed_page, load_pages, same_page, sha256
from classifier.training.segment import Segment, segment
from classifier.training.topics import SEEDS


class Standing(Enum):
    """What became of a page."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Seeds:
    """What seeds/ holds about saved pages."""

    pages: tuple[Page, ...]
    labels: PageLabels

    @classmethod
    def load(cls, folder: Path = SEEDS) -> Seeds:
        return cls(load_pages(folder), load_labels(folder))


@dataclass(frozen=True, slots=True)
class HydratedPage:
    """The rows of one page, and what its owner should know of it, a line each."""

    file: str
    standing: Standing
    rows: tuple[dict[str, Any], ...]
    notices: tuple[str, ...] = ()


def page_files(folder: Path) -> list[Path]:
    """The text files of a folder by name. Raises BadInput where there is no folder or no page in it."""
    if not folder.is_dir():
        what = "not a folder" if folder.exists() else "no such folder"
        raise BadInput(what, where=str(folder), mend="name the folder that holds the saved pages")
    files = sorted(path for path in folder.glob("*.txt") if path.is_file())
    if not files:
        raise BadInput("no pages in it", where=str(folder), mend="save each page as a .txt file")
    return files


def hydrate_page(path: Path, seeds: Seeds) -> HydratedPage:
    """A page's rows, one for every comment and every other piece of it, in order.

    Labels are joined only where the page's content is exactly the one that was labelled.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        notice = f"{path}: not UTF-8 at byte {error.start}; save the page as UTF-8"
        return HydratedPage(path.name, Standing.UNREADABLE, (), (notice,))
    if not text.strip():
        return HydratedPage(path.name, Standing.UNREADABLE, (), (f"{path}: empty; save the page again",))
    segments = segment(text)
    known = same_page(data, seeds.pages)
    labels = seeds.labels.get(known.sha256, {}) if known else {}
    placed = _placed(text, segments, labels)
    rows = tuple(_row(path, sha256(data), text, piece, known, placed) for piece in segments)
    if known:
        astray = tuple(
            f"{path}: labels.csv has a comment at {start}-{end} that is not there; correct its row"
            for start, end in sorted(labels.keys() - placed.keys())
        )
        return HydratedPage(path.name, Standing.KNOWN, rows, astray)
    if changed := changed_page(path.name, text, seeds.pages):
        notice = f"{path}: differs from the labelled {changed.file}, so its labels are refused; restore it"
        return HydratedPage(path.name, Standing.CHANGED, rows, (notice,))
    notice = f"{path}: not a page we know, so it has no labels; label it in labels.csv to use it"
    return HydratedPage(path.name, Standing.UNKNOWN, rows, (notice,))


def _placed(
    text: str, segments: tuple[Segment, ...], labels: dict[Position, CommentLabels]
) -> dict[Position, CommentLabels]:
    """The labels whose position and text are those of a comment found on the page."""
    comments = {
        (piece.start, piece.end): sha256(piece.text(text).encode("utf-8"))
        for piece in segments
        if piece.kind == "comment"
    }
    return {place: ours for place, ours in labels.items() if comments.get(place) == ours.text_sha256}


def _row(
    path: Path,
    digest: str,
    text: str,
    piece: Segment,
    known: Page | None,
    labels: dict[Position, CommentLabels],
) -> dict[str, Any]:
    """One piece of a page in the columns of our corpora; a label is None where it is unknown."""
    ours = labels.get((piece.start, piece.end))
    return {
        "id": f"{path.stem}:{piece.start}",
        "topic": known.topic.id if known else None,
        "text": piece.text(text),
        **(ours.labels if ours else dict.fromkeys(NAMES)),
        "spans": [list(span) for span in ours.spans] if ours else [],
        "by": "reader" if piece.kind == "comment" else "page",
        "split": known.topic.split if known else None,
        "kind": piece.kind,
        "cue": piece.cue,
        "page": path.name,
        "page_sha256": digest,
        "lines": [piece.first, piece.last],
        "start": piece.start,
        "end": piece.end,
    }
