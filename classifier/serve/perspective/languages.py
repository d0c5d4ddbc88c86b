"""Which languages are read: English. Of any other text it is only known that it is not English."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.serve.errors import ApiError, invalid

ENGLISH = "en"
#: What the Perspective API, after BCP 47, called a language that it could not tell.
UNDETERMINED = "und"


def is_read(language: str) -> bool:
    """Whether a language code (ISO 639-1 or BCP 47) means English in Latin letters.

    >>> is_read("en-US"), is_read("fr"), is_read("hi-Latn")
    (True, False, False)
    """
    return language.lower().replace("_", "-").partition("-")[0] == ENGLISH


def unread(requested: Sequence[str], english: bool) -> list[str]:
    """The languages that stand in the way: any requested one but English, or what the text itself is in."""
    if requested:
        return [language for language in requested if not is_read(language)]
    return [] if english else [UNDETERMINED]


def not_supported(attribute: str, requested: Sequence[str], detected: Sequence[str]) -> ApiError:
    """What the Perspective API answered where an attribute does not know a language."""
    languages = ", ".join(requested or detected)
    return invalid(
        f"Attribute {attribute} does not support request languages: {languages}",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        languageNotSupportedByAttributeError={
            "attribute": attribute,
            **({"requestedLanguages": list(requested)} if requested else {}),
            **({"detectedLanguages": list(detected)} if detected else {}),
        },
    )
