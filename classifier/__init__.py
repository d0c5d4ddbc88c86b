"""tactful's classifier: text in, a verdict with reasons out.

>>> import classifier
>>> model = classifier.load()
>>> model.check("Nice work, thank you!").flagged
()
"""

from __future__ import annotations

from classifier.model import Model, load
from classifier.verdict import Reason, SmallestChange, Span, Verdict

__all__ = ["Model", "Reason", "SmallestChange", "Span", "Verdict", "load"]
