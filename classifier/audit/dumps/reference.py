"""The list of formats in docs/formats.md: `python -m classifier.audit.dumps.reference` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from classifier.audit.dumps.formats import FORMATS, Chosen, Format, format_named
from classifier.audit.dumps.mapping import listed
from classifier.audit.dumps.usual import USUAL

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"

#: What follows this line is made; what comes before it is written by hand.
HEADING = "## The formats\n"

_ROLES = ("text", "topic", "author", "time", "channel", "thread", "parent", "id")


def reference() -> str:
    """All formats in Markdown: a table, the usual names, and of each what its module says below the first
    line and an example, if it can be shown."""
    modules = [format_named(name) for name in FORMATS]
    return "\n".join(
        [HEADING, *_table(modules), "", *_usual(), *(line for module in modules for line in _section(module))]
    )


def _table(modules: list[Format]) -> Iterator[str]:
    yield "| `--from` | what it is | endings |"
    yield "|---|---|---|"
    for module in modules:
        yield f"| `{module.NAME}` | {module.TITLE} | {_code(module.ENDINGS)} |"


def _usual() -> Iterator[str]:
    yield "### Usual names"
    yield ""
    yield "Where a format leaves the names of its fields to whoever writes it, these are looked for, in this"
    yield "order; capitals, hyphens, underscores and blanks make no difference."
    yield ""
    yield "| field | names |"
    yield "|---|---|"
    for role, names in USUAL.items():
        yield f"| {role} | {_code(names)} |"
    yield ""


def _section(module: Format) -> Iterator[str]:
    yield f"### `{module.NAME}`: {module.TITLE}"
    yield ""
    if isinstance(module, Chosen):
        yield "Its fields have [usual names](#usual-names)."
    else:
        found = ((role, listed(getattr(module.DEFAULTS, role))) for role in _ROLES)
        yield "; ".join(f"{role}: {_code(names)}" for role, names in found if names) + "."
    yield ""
    if more := (module.__doc__ or "").partition("\n\n")[2].strip():
        yield f"{more}\n"
    if module.EXAMPLE:
        yield f"```text\n{module.EXAMPLE.rstrip()}\n```\n"


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def write() -> None:
    """Write the made part of the page anew."""
    by_hand = PAGE.read_text("utf-8").partition(HEADING)[0]
    PAGE.write_text(by_hand + reference(), "utf-8")


if __name__ == "__main__":
    write()
