"""Hashes of whole columns at once: numbers by a fixed scrambling, texts from Arrow's own buffers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Hashes = npt.NDArray[np.uint64]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_LONGEST = 1024  # bytes: what comes after tells no texts apart


def mix(values: Hashes | np.uint64) -> Hashes:
    """Scatter 64-bit numbers evenly (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    with np.errstate(over="ignore"):  # wrapping round is the point
        mixed = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def _powers() -> Hashes:
    with np.errstate(over="ignore"):
        return np.cumprod(np.full(_LONGEST, _FACTOR, dtype=np.uint64), dtype=np.uint64)


_POWERS = _powers()


def text_hashes(texts: pa.Array) -> Hashes:
    """A 64-bit hash of each text's first bytes, the same on every machine; 0 for null. No secret is in it.

    Takes an Arrow array of `string` or `large_string`.
    """
    if not len(texts):
        return np.zeros(0, dtype=np.uint64)
    wide = texts.type == pa.large_string()
    _, offset_buffer, data = texts.buffers()
    width = np.int64 if wide else np.int32
    offsets = np.frombuffer(offset_buffer, width)[texts.offset : texts.offset + len(texts) + 1].astype(
        np.int64
    )
    lengths = np.minimum(np.diff(offsets), _LONGEST)
    found = lengths.astype(np.uint64)
    filled = np.flatnonzero(lengths)
    if len(filled):
        ends = np.cumsum(lengths[filled])
        starts = ends - lengths[filled]
        within = np.arange(ends[-1]) - np.repeat(starts, lengths[filled])
        places = np.repeat(offsets[:-1][filled], lengths[filled]) + within
        values = np.frombuffer(data, np.uint8)[places].astype(np.uint64) + np.uint64(1)
        found[filled] += np.add.reduceat(values * _POWERS[within], starts)
    hashes = mix(found)
    hashes[np.asarray(texts.is_null())] = 0
    return hashes
