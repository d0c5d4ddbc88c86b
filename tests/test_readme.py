"""What the README tells a newcomer to type, typed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL))
COMMANDS = [line for line in SHELL.splitlines() if line.startswith("tactful ")]

#: An install from the package index, then the demo: generous for a slow machine.
CLONE_S = 540


def test_the_readme_names_both_commands() -> None:
    assert {"make demo", "make test"} <= {" ".join(line.split()[:2]) for line in SHELL.splitlines()}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run(["bash", "-ec", command], cwd=tmp_path, env=environment, check=True, timeout=120)


def test_the_python_of_the_readme_works() -> None:
    [code] = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "insult" in printed


def test_make_test_runs_pytest_from_the_locked_environment() -> None:
    planned = subprocess.run(
        ["make", "--dry-run", "--always-make", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "--require-hashes -r requirements.lock" in planned
    assert ".venv/bin/python -m pytest" in planned.splitlines()


@pytest.mark.clone
def test_make_demo_works_in_a_fresh_clone(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("VIRTUAL", "PYTEST"))
    }
    done = subprocess.run(
        ["make", "demo"],
        cwd=clone,
        env={**environment, "DEMO_ONCE": "1", "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=CLONE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Case 1:" in done.stdout
    assert re.search(r"incivility +\d+ +\d+", done.stdout)
