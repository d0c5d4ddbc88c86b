"""better_profanity: a list of words and their disguises. Scores are 1 or 0."""

from __future__ import annotations

from better_profanity import profanity

from benchmarks.model_card.peers.exchange import answer


def score(texts: list[str]) -> list[float]:
    """1 where a listed word occurs."""
    return [float(profanity.contains_profanity(text)) for text in texts]


if __name__ == "__main__":
    profanity.load_censor_words()
    answer(score)
