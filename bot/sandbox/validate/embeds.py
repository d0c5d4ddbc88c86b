"""Embeds: lengths, counts, the 6,000 characters of all together, well-formed addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.sandbox.model import JSON
from bot.sandbox.validate.form import Form, Path

MOST_EMBEDS = 10
MOST_FIELDS = 25
MOST_CHARACTERS = 6000
TITLE = 256
DESCRIPTION = 4096
FIELD_NAME = 256
FIELD_VALUE = 1024
FOOTER = 2048
AUTHOR = 256
LARGEST_COLOUR = 0xFFFFFF
PARTS = (
    "title",
    "description",
    "url",
    "timestamp",
    "color",
    "footer",
    "image",
    "thumbnail",
    "author",
    "fields",
)
MEDIA_SCHEMES = ("http", "https", "attachment")

Link = tuple[Path, object, tuple[str, ...]]


def embeds(form: Form, path: Path, value: object) -> list[JSON]:
    """The embeds as they will be shown: white space trimmed, type `rich`."""
    checked = []
    total = 0
    for index, each in enumerate(form.items(path, value, MOST_EMBEDS)):
        shown, size = _embed(form, (*path, index), form.mapping((*path, index), each))
        total += size
        checked.append(shown)
    if total > MOST_CHARACTERS:
        message = f"Embed size exceeds maximum size of {MOST_CHARACTERS}"
        form.wrong(path, "MAX_EMBED_SIZE_EXCEEDED", message)
    return checked


def _embed(form: Form, path: Path, given: JSON) -> tuple[JSON, int]:
    shown: JSON = {"type": "rich"} | {key: given[key] for key in PARTS if given.get(key) is not None}
    lengths = [
        _trim(form, path, shown, "title", TITLE),
        _trim(form, path, shown, "description", DESCRIPTION),
    ]
    if "fields" in shown:
        shown["fields"], size = _fields(form, (*path, "fields"), shown["fields"])
        lengths.append(size)
    for part, key, most in (("footer", "text", FOOTER), ("author", "name", AUTHOR)):
        if part in shown:
            shown[part] = dict(form.mapping((*path, part), shown[part]))
            lengths.append(_trim(form, (*path, part), shown[part], key, most))
    form.whole((*path, "color"), shown.get("color"), 0, LARGEST_COLOUR)
    _addresses(form, path, shown)
    if not any(key in shown for key in PARTS if key not in ("color", "url", "timestamp")):
        form.required((*path, "description"))
    return shown, sum(lengths)


def _trim(form: Form, path: Path, part: JSON, key: str, most: int, least: int = 0) -> int:
    text = part.get(key)
    text = text.strip() if isinstance(text, str) else text
    checked = form.text((*path, key), text, most, least)
    if key in part:
        part[key] = checked
    return len(checked)


def _fields(form: Form, path: Path, value: object) -> tuple[list[JSON], int]:
    shown = []
    size = 0
    for index, each in enumerate(form.items(path, value, MOST_FIELDS)):
        place = (*path, index)
        given = form.mapping(place, each)
        field = {"name": given.get("name"), "value": given.get("value"), "inline": bool(given.get("inline"))}
        size += _trim(form, place, field, "name", FIELD_NAME, least=1)
        size += _trim(form, place, field, "value", FIELD_VALUE, least=1)
        shown.append(field)
    return shown, size


def _addresses(form: Form, path: Path, shown: JSON) -> None:
    page: Link = ((*path, "url"), shown.get("url"), ("http", "https"))
    media: list[Link] = [
        ((*path, part, "url"), form.mapping((*path, part), shown[part]).get("url"), MEDIA_SCHEMES)
        for part in ("image", "thumbnail")
        if part in shown
    ]
    for place, link, schemes in [page, *media]:
        if link is not None and not well_formed(link, schemes):
            form.wrong(place, "URL_TYPE_INVALID_URL", "Not a well formed URL.")


def well_formed(link: object, schemes: tuple[str, ...]) -> bool:
    """Whether this is an address of one of the schemes, with a host."""
    if not isinstance(link, str):
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.netloc)
