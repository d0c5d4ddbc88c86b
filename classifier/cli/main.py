"""The program `tactful`: finds a command, runs it, and turns errors into one line and an exit status."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from io import TextIOWrapper

import click

from classifier.errors import TactfulError

#: Where each command lives. A module is imported only when its command runs, which keeps `check` quick and
#: leaves the classifier free of the bot: these are names, not imports.
COMMANDS = {
    "check": "classifier.cli.check",
    "score": "classifier.cli.score",
    "audit": "classifier.cli.audit",
    "serve": "classifier.cli.serve",
    "train": "classifier.cli.train",
    "evaluate": "classifier.cli.evaluate",
    "models": "classifier.cli.models",
    "corpus": "classifier.cli.corpus",
    "bot": "bot.cli.run",
    "demo": "bot.cli.demo",
}

INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group whose commands are imported when asked for. Each module calls its own `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(COMMANDS[name]).command
        assert isinstance(command, click.Command)  # noqa: S101  # a slip in the table above, not a user's
        return command


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(version("tactful"), prog_name="tactful")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
def tactful(debug: bool) -> None:
    """Find uncivil comments, spam and talk that is off topic, and say why.

    \b
    Examples:
      tactful check "You absolute clown."
      tactful score comments.jsonl --explain -o scored.jsonl
      tactful demo
    """
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `tactful` and return its exit status: 0 done, 1 found what it was told to fail on, 2 bad usage
    or input, 3 the environment failed, 130 interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, TextIOWrapper):  # what a terminal or a pipe can't show must not end the program
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with tactful.make_context("tactful", given.copy()) as context:
            status = tactful.invoke(context)
        sys.stdout.flush()  # now, while a full disk can still be told
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except BrokenPipeError:  # the reader of a pipe has had enough: `tactful score … | head`
        _forget_output()
        return 0
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", INTERRUPTED)
    except (click.ClickException, TactfulError, OSError) as error:
        if "--debug" in given:
            traceback.print_exc()
        return _fail(*_told(error))
    return status if isinstance(status, int) else 0


def _told(error: click.ClickException | TactfulError | OSError) -> tuple[str, int]:
    """What to say of an error, and the exit status it calls for."""
    if isinstance(error, TactfulError):
        return str(error), error.exit_code
    if isinstance(error, click.FileError):
        return f"{error.ui_filename}: cannot be opened: {error.message}; check the name", 3
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        mend = f"; see `{context.command_path} --help`" if context else ""
        return error.format_message().rstrip(".") + mend, error.exit_code
    return f"{error.filename or 'system'}: {error.strerror or error}; run with --debug to see where", 3


def _fail(message: str, status: int) -> int:
    click.echo(f"tactful: {' '.join(message.split())}", err=True)
    return status


def _forget_output() -> None:
    """Point standard output at nothing, so that Python's own flush at the end can't fail as well."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
