"""What a bot may send: every limit at its edge, and no body that breaks the checks themselves."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import ApiError
from bot.sandbox.model import JSON
from bot.sandbox.validate import command, components
from bot.sandbox.validate.form import Form
from bot.sandbox.validate.message import changes, draft

KEYS = (
    *(
        "content",
        "embeds",
        "components",
        "allowed_mentions",
        "message_reference",
        "flags",
        "nonce",
        "type",
        "name",
    ),
    *(
        "title",
        "description",
        "fields",
        "value",
        "footer",
        "text",
        "author",
        "url",
        "image",
        "color",
        "options",
    ),
    *("custom_id", "style", "label", "parse", "users", "attachments", "component", "choices", "message_id"),
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from([1, 2, 18])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


def errors(body: JSON) -> JSON:
    """The error tree that a message body meets; empty if it passes."""
    form = Form()
    draft(form, body, [])
    try:
        form.finish()
    except ApiError as error:
        return error.errors or {}
    return {}


def codes(tree: Any, path: tuple[str, ...] = ()) -> dict[str, str]:
    """The tree as {dotted path: error code}."""
    if "_errors" in tree:
        return {".".join(path): tree["_errors"][0]["code"]}
    found: dict[str, str] = {}
    for key, inner in tree.items():
        found |= codes(inner, (*path, key))
    return found


def button(**changed: object) -> JSON:
    return {"type": 2, "style": 2, "label": "Go", "custom_id": "go"} | changed


def row(*parts: JSON) -> JSON:
    return {"type": 1, "components": list(parts)}


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {"content": "  " + "x" * 2000 + "\n"},
        {"embeds": [{"title": "x" * 256, "description": "x" * 4096}]},
        {"embeds": [{"fields": [{"name": "n", "value": "v" * 239}] * 25}]},
        {"embeds": [{"description": "x", "image": {"url": "attachment://plot.png"}}]},
        {"components": [row(*(button(custom_id=str(number)) for number in range(5)))]},
        {"components": [row(button(custom_id="x" * 100, label="x" * 80))]},
        {"components": [row({"type": 2, "style": 5, "label": "See", "url": "https://example.org"})]},
        {"allowed_mentions": {"parse": ["roles"], "users": ["1"]}},
    ],
)
def test_a_body_at_the_edge_passes(body: JSON) -> None:
    assert errors(body) == {}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"content": "x" * 2001}, {"content": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"title": "x" * 257}]}, {"embeds.0.title": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"description": "x" * 4097}]}, {"embeds.0.description": "BASE_TYPE_MAX_LENGTH"}),
        ({"embeds": [{"color": 1}]}, {"embeds.0.description": "BASE_TYPE_REQUIRED"}),
        ({"embeds": [{"title": "x"}] * 11}, {"embeds": "BASE_TYPE_MAX_LENGTH"}),
        (
            {"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]},
            {"embeds": "MAX_EMBED_SIZE_EXCEEDED"},
        ),
        (
            {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
            {"embeds.0.fields": "BASE_TYPE_MAX_LENGTH"},
        ),
        (
            {"embeds": [{"fields": [{"name": "n", "value": "x" * 1025}]}]},
            {"embeds.0.fields.0.value": "BASE_TYPE_BAD_LENGTH"},
        ),
        (
            {"embeds": [{"fields": [{"name": " ", "value": "v"}]}]},
            {"embeds.0.fields.0.name": "BASE_TYPE_BAD_LENGTH"},
        ),
        ({"embeds": [{"title": "x", "url": "nowhere"}]}, {"embeds.0.url": "URL_TYPE_INVALID_URL"}),
        ({"components": [row(button())] * 6}, {"components": "BASE_TYPE_MAX_LENGTH"}),
        ({"components": [button()]}, {"components.0.type": "BASE_TYPE_CHOICES"}),
        ({"components": [row()]}, {"components.0.components": "BASE_TYPE_BAD_LENGTH"}),
        (
            {"components": [row(button(), button())]},
            {"components.0.components.1.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"},
        ),
        (
            {"components": [row(button(custom_id="x" * 101))]},
            {"components.0.components.0.custom_id": "BASE_TYPE_BAD_LENGTH"},
        ),
        (
            {"components": [row(button(custom_id=None))]},
            {"components.0.components.0.custom_id": "BASE_TYPE_REQUIRED"},
        ),
        ({"components": [row(button(style=7))]}, {"components.0.components.0.style": "BASE_TYPE_CHOICES"}),
        (
            {"components": [row(button(style=5, custom_id=None, url="x"))]},
            {"components.0.components.0.url": "URL_TYPE_INVALID_URL"},
        ),
        (
            {"components": [row(button(label=""))]},
            {"components.0.components.0": "BUTTON_COMPONENT_MUST_HAVE_LABEL_OR_EMOJI"},
        ),
        ({"allowed_mentions": {"parse": ["all"]}}, {"allowed_mentions.parse.0": "BASE_TYPE_CHOICES"}),
        (
            {"allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            {"allowed_mentions": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
        ),
        ({"message_reference": {"message_id": "x"}}, {"message_reference.message_id": "NUMBER_TYPE_COERCE"}),
        ({"embeds": "not a list"}, {"embeds": "LIST_TYPE_CONVERT"}),
    ],
)
def test_a_body_beyond_the_edge_is_refused_where_it_is_wrong(body: JSON, expected: dict[str, str]) -> None:
    assert codes(errors(body)) == expected


def test_embed_text_is_trimmed_before_it_is_measured() -> None:
    form = Form()
    shown = draft(form, {"embeds": [{"title": "  why  ", "fields": [{"name": " n ", "value": " v "}]}]}, [])
    form.finish()
    assert shown.embeds[0]["title"] == "why"
    assert shown.embeds[0]["fields"] == [{"name": "n", "value": "v", "inline": False}]


def test_an_edit_changes_only_what_it_names() -> None:
    form = Form()
    assert changes(form, {"content": None}, [], None) == {"content": ""}
    assert changes(form, {"embeds": []}, [], None) == {"embeds": []}
    form.finish()


@given(ANYTHING)
def test_no_body_breaks_the_checks(anything: Any) -> None:
    form = Form()
    body = anything if isinstance(anything, dict) else {"content": anything, "embeds": anything}
    draft(form, body, [])
    changes(form, body, [], None)
    components.modal(form, (), anything)
    command.command(form, (), anything)
