"""The reference of all commands, as docs/commands.md has it: `python -m classifier.cli.reference`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from classifier.cli.main import tactful

_HEADING = """# Commands

Made by `make docs` from the program's own help; a test compares the two.
"""


def reference() -> str:
    """Every command's `--help`, in Markdown."""
    return "\n".join(
        [
            _HEADING,
            *_sections(click.Context(tactful, info_name="tactful", help_option_names=["-h", "--help"])),
        ]
    )


def _sections(context: click.Context) -> Iterator[str]:
    # A width of its own: the text must not depend on the terminal it is made on.
    context.terminal_width = context.max_content_width = 100
    yield f"## `{context.command_path}`\n\n```text\n{context.get_help()}\n```\n"
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command:
                yield from _sections(click.Context(command, info_name=name, parent=context))


if __name__ == "__main__":
    click.echo(reference(), nl=False)
