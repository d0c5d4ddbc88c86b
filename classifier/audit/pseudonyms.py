"""What authors are called where their names are not to be shown: the same everywhere in one audit."""

from __future__ import annotations

import hashlib
import hmac

import pyarrow as pa

#: Hexadecimal digits: among a million authors the chance that any given one shares its name is below 1 in
#: 4,000.
_DIGITS = 8


def pseudonym(author: str, secret: int) -> str:
    """What an author is called. `secret` is `Tally.authors.secret`: who does not know it can't test a name.

    >>> pseudonym("anna", 7) == pseudonym("anna", 7) != pseudonym("anna", 8)
    True
    """
    key = secret.to_bytes(8, "little")
    return f"author-{hmac.new(key, author.encode(), hashlib.sha256).hexdigest()[:_DIGITS]}"


def pseudonyms(authors: pa.Array, secret: int) -> pa.Array:
    """The pseudonyms of a column of authors; null stays null."""
    encoded = authors.dictionary_encode()
    names = pa.array([pseudonym(name, secret) for name in encoded.dictionary.to_pylist()], pa.string())
    return names.take(encoded.indices)
