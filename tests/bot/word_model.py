"""A small real classifier for tests of what stands around it: it finds listed words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from classifier.labels import NAMES
from classifier.verdict import Reason, SmallestChange, Span, Verdict

WORDS = {
    "idiot": ("incivility", "insult"),
    "elves": ("incivility", "identity_attack"),
    "damn": ("obscene",),
    "nitro": ("spam",),
    "grumpy": (),
}
THRESHOLD = 0.8
FOUND = 0.97
#: What "grumpy" scores for hostility: below the model's threshold.
NEARLY = 0.6


class WordModel:
    """Flags a label when one of its words stands in the text, off_topic when the topic shares no word."""

    digest = "words-1"
    review_thresholds: Mapping[str, float] = dict.fromkeys(NAMES, THRESHOLD)

    def check(
        self, text: str, topic: str | None = None, thresholds: Mapping[str, float] | None = None
    ) -> Verdict:
        limits = {**dict.fromkeys(NAMES, THRESHOLD), **(thresholds or {})}
        scores: dict[str, float | None] = dict.fromkeys(NAMES, 0.01)
        spans: dict[str, list[Span]] = {}
        for match in re.finditer(r"\w+", text):
            for label in WORDS.get(match[0].lower(), ()):
                scores[label] = FOUND
                spans.setdefault(label, []).append(Span(match.start(), match.end(), match[0], 2.0))
        if "grumpy" in text:
            scores["hostile"] = NEARLY
            spans["hostile"] = [Span(text.index("grumpy"), text.index("grumpy") + 6, "grumpy", 1.0)]
        scores["off_topic"] = self._off_topic(text, topic)
        flagged = tuple(name for name in NAMES if (scores[name] or 0) >= limits[name])
        reasons = tuple(
            self._reason(text, label, scores[label] or 0, limits[label], tuple(spans.get(label, ())))
            for label in flagged
        )
        return Verdict(scores, flagged, reasons)

    def best_topic(self, text: str, topics: Sequence[str]) -> tuple[str, float] | None:
        found = [(self._off_topic(text, topic) or 0.0, topic) for topic in topics]
        return min(found)[::-1] if found else None

    def _off_topic(self, text: str, topic: str | None) -> float | None:
        if topic is None:
            return None
        shared = set(text.lower().split()) & set(topic.lower().split())
        return 0.01 if shared else 0.9

    def _reason(
        self, text: str, label: str, score: float, threshold: float, spans: tuple[Span, ...]
    ) -> Reason:
        quoted = ", ".join(f"“{span.text}”" for span in spans)
        without = re.sub(r"\s+", " ", "".join(_outside(text, spans)))
        change = SmallestChange(without, 0.02) if spans else None
        return Reason(label, score, threshold, f"Found {quoted}.", spans, (), change)


def _outside(text: str, spans: tuple[Span, ...]) -> list[str]:
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
