"""The evaluation that every claim comes from: `make evaluate` writes docs/model-card.md and its figures."""
