"""The documents keep to what is there: files, commands, settings."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from classifier.cli.main import COMMANDS
from classifier.cli.reference import reference
from classifier.labels import NAMES

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
TOP_LEVEL = {"bot", "classifier", "tests", "seeds", "config", "docs", "benchmarks", ".ci"}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(line) for line in listed.stdout.splitlines()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    named = [name for name in re.findall(r"`([\w./-]+/[\w./-]*)`", text) if "*" not in name]
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    missing = [name for name in named if not (ROOT / name).exists()]
    missing += [name for name in linked if not (document.parent / name).exists()]
    assert missing == []


def test_contributing_names_no_module_that_is_gone() -> None:
    named = re.findall(r"`([a-z_]+\.py)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    there = {path.name for folder in ("bot", "classifier") for path in (ROOT / folder).rglob("*.py")}
    assert set(named) <= there


def test_the_reference_of_commands_is_what_the_program_says() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == reference(), "run `make docs`"


def test_every_command_is_in_the_reference() -> None:
    text = reference()
    assert all(f"## `tactful {name}`" in text for name in COMMANDS)


def test_every_label_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert all(f"| `{name}` |" in text for name in NAMES)


def test_every_make_target_in_a_document_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    for document in DOCUMENTS:
        code = re.findall(r"`(make [a-z-]+)", document.read_text("utf-8"))
        code += re.findall(r"^(make [a-z-]+)", document.read_text("utf-8"), flags=re.MULTILINE)
        assert {line.split()[1] for line in code} <= targets, document


def test_the_tree_has_the_folders_that_it_should_and_no_others() -> None:
    assert {path.parts[0] for path in tracked() if len(path.parts) > 1} == TOP_LEVEL


def test_the_lock_file_pins_every_package_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^([\w.-]+)==.*?\n((?:\s+--hash=.*\n)+)", lock, flags=re.MULTILINE)
    named = re.findall(r"^[\w.-]+==", lock, flags=re.MULTILINE)
    assert len(pinned) == len(named) > 0


def test_every_dependency_is_in_the_lock_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    lock = (ROOT / "requirements.lock").read_text("utf-8").lower()
    names = [re.split(r"[^\w.-]", line)[0].lower().replace(".", "-") for line in wanted]
    assert [name for name in names if f"\n{name}==" not in lock] == []


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports when it is loaded, lazy ones inside functions left out."""
    tree = ast.parse(path.read_text("utf-8"))
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        ("classifier", ("bot", "discord", "sqlalchemy")),
        ("bot/checks", ("discord", "bot.discord", "bot.sandbox")),
        ("bot/store", ("discord", "bot.discord", "bot.sandbox")),
        ("bot/discord", ("bot.sandbox", "bot.demo")),
        ("bot/sandbox", ("bot.discord", "bot.demo", "discord")),
    ],
)
def test_imports_point_down(folder: str, forbidden: tuple[str, ...]) -> None:
    upward = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for module in imports_of(path)
        if module in forbidden or module.startswith(tuple(f"{name}." for name in forbidden))
    ]
    assert upward == []


@pytest.mark.parametrize("folder", ["audit", "cli", "serve", "training"])
def test_the_core_of_the_classifier_knows_nothing_of_its_rims(folder: str) -> None:
    core = [*(ROOT / "classifier").glob("*.py"), *(ROOT / "classifier" / "text").rglob("*.py")]
    prefix = f"classifier.{folder}"
    assert [path for path in core if any(module.startswith(prefix) for module in imports_of(path))] == []


def test_every_command_helps_without_loading_what_it_does_not_need() -> None:
    code = "import sys; from classifier.cli.main import main; main(['--version']); print(*sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"sklearn", "scipy", "nltk", "pyarrow", "discord", "sqlalchemy"} & set(printed.split())
