"""Which texts are nearly the same, by a sketch of each: for the audit's campaigns and for the bot's.

`classifier.neardup` compares a few thousand texts that are at hand, exactly. Here there may be millions,
and none is kept: a text is folded (`folding.py`) and cut into runs of five letters, of which MinHash makes
a sketch of a fixed size (`plain.py`; the same numbers sooner, `compiled.py` with numba and `single.py` for
one text). Texts with equal folds are copies; texts whose sketches share a key are compared by their marks,
which estimate the Jaccard similarity. docs/campaigns.md has the formulas, the sources, and how well it does.
"""
