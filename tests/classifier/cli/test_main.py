"""The program around its commands: help, exit statuses, one line for each error, and pipes that break."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from running import complaint, run

from classifier.cli.main import COMMANDS, main

TACTFUL = (sys.executable, "-c", "import sys; from classifier.cli.main import main; sys.exit(main())")
REPOSITORY = Path(__file__).parents[3]


def commands() -> list[tuple[str, ...]]:
    """Every command and every command of a group, as it is typed."""
    found: list[tuple[str, ...]] = []
    for name, module in COMMANDS.items():
        command = import_module(module).command
        inner = sorted(command.commands) if isinstance(command, click.Group) else []
        found += [(name, each) for each in inner] or [(name,)]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_the_help_of_every_command_has_an_example(words: tuple[str, ...]) -> None:
    ended = run(*words, "--help")
    assert (ended.status, ended.err) == (0, "")
    assert f"Usage: tactful {' '.join(words)}" in ended.out
    _, _, examples = ended.out.partition("Example")
    assert f"tactful {' '.join(words)}" in examples.partition("Options:")[0]


def test_help_lists_every_command_and_examples() -> None:
    ended = run("--help")
    assert ended.status == 0
    assert all(f"\n  {name} " in ended.out for name in COMMANDS)
    assert 'tactful check "' in ended.out


def test_without_a_command_the_help_goes_to_standard_error() -> None:
    ended = run()
    assert (ended.status, ended.out) == (2, "")
    assert "Usage: tactful" in ended.err


def test_version_is_that_of_the_distribution() -> None:
    assert run("--version").out == f"tactful, version {version('tactful')}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chek"], "No such command 'chek'"),
        (["check"], "Missing argument 'TEXT'"),
        (["check", "a", "b"], "Got unexpected extra argument (b)"),
        (["score", "--bogus"], "No such option"),
        (["score", "--from", "yaml"], "'yaml' is not one of"),
        (["models", "nothing"], "No such command 'nothing'"),
        (["train"], "Missing option"),
    ],
)
def test_bad_usage_is_one_line_that_points_to_the_help(arguments: list[str], says: str) -> None:
    line = complaint(run(*arguments))
    assert says in line
    assert line.endswith("--help`")


def test_an_output_that_cannot_be_opened_is_the_environments_failure(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(
        "The town library lends seeds from this spring: tomatoes, beans and forty kinds of flowers, free.\n"
        "Comments\nLovely idea, thank you.\nWhy not books, for a change?\n"
    )
    out = tmp_path / "missing" / "rows.jsonl"
    line = complaint(run("corpus", "hydrate", tmp_path, "-o", out), 3)
    assert line == f"{out}: cannot be opened: No such file or directory; check the name"


def test_debug_adds_the_traceback_and_changes_no_status(tmp_path: Path) -> None:
    arguments = ("score", tmp_path / "missing.jsonl")
    quiet, loud = run(*arguments), run("--debug", *arguments)
    assert "Traceback" not in quiet.err
    assert "Traceback" in loud.err
    assert loud.err.endswith(quiet.err)
    assert loud.status == quiet.status == 2


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("classifier.cli.check.classifier.load", interrupted)
    assert complaint(run("check", "hello"), 130) == "interrupted"


def test_control_c_ends_a_waiting_program_with_130() -> None:
    waiting = subprocess.Popen(
        [*TACTFUL, "check", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=REPOSITORY
    )
    time.sleep(1.5)  # until it waits for its standard input
    waiting.send_signal(signal.SIGINT)
    _, err = waiting.communicate(timeout=20)
    assert (waiting.returncode, err) == (130, b"tactful: interrupted\n")


def test_a_reader_that_has_had_enough_ends_the_program_in_silence(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text("hello\n" * 20_000)
    read, write = os.pipe()
    scoring = subprocess.Popen(
        [*TACTFUL, "score", str(tmp_path / "many.txt")], stdout=write, stderr=subprocess.PIPE, cwd=REPOSITORY
    )
    os.close(write)
    assert os.read(read, 10).startswith(b'{"id": 0')
    os.close(read)
    _, err = scoring.communicate(timeout=20)
    assert (scoring.returncode, err) == (0, b"")


def test_a_full_disk_is_one_line_and_the_environments_failure() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*TACTFUL, "check", "hello"], stdout=full, stderr=subprocess.PIPE, cwd=REPOSITORY, check=False
        )
    assert ended.returncode == 3
    assert ended.stderr == b"tactful: system: No space left on device; run with --debug to see where\n"


def test_a_disk_that_fills_up_leaves_no_half_written_scores(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text("hello\n" * 2_000)
    ended = subprocess.run(
        [*TACTFUL, "score", str(tmp_path / "many.txt"), "-o", str(tmp_path / "out.jsonl")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        capture_output=True,
        cwd=REPOSITORY,
        check=False,
    )
    assert ended.returncode == 3
    assert ended.stderr == b"tactful: system: File too large; run with --debug to see where\n"
    assert [path.name for path in tmp_path.iterdir()] == ["many.txt"]


def test_a_terminal_without_unicode_gets_escapes_and_programs_get_utf_8() -> None:
    shown, told = (
        subprocess.run(
            [*TACTFUL, "check", "you idiot of a café", *options],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "latin-1"},
            cwd=REPOSITORY,
            check=True,
        ).stdout
        for options in ([], ["--json"])
    )
    assert "caf\xe9" in shown.decode("latin-1")
    assert rb"\u201cidiot\u201d" in shown
    assert "“idiot”" in told.decode("utf-8")


def test_the_status_of_main_is_what_it_returns() -> None:
    assert main(["--version"]) == 0
