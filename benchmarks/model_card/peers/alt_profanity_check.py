"""alt-profanity-check: a linear model over words. Scores are probabilities."""

from __future__ import annotations

from profanity_check import predict_prob

from benchmarks.model_card.peers.exchange import answer

if __name__ == "__main__":
    answer(predict_prob)
