"""The folder that an audit writes to: what is in it already, and how an unfinished audit is found again.

While an audit runs, DIR/.unfinished holds its plan and its shards, and at the end the results until all are
whole. Then they move to DIR, manifest.json last, and .unfinished goes: a folder with a manifest holds a whole
audit.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from classifier.audit.shard import remove_unfinished
from classifier.errors import BadInput, EnvironmentFailed
from classifier.wholefile import writing

RESULTS = "results.parquet"
FLAGGED = "flagged.csv"
REPORT = "report.html"
SAMPLE = "sample.csv"
#: What the report is made of, kept to make it anew.
FACTS = ".facts.json"
MANIFEST = "manifest.json"

#: What an audit leaves behind, in the order in which it appears.
OUTPUTS = (RESULTS, FLAGGED, SAMPLE, FACTS, REPORT, MANIFEST)

#: A file in .unfinished: whoever works there takes no further group once it is there.
STOP = "stop"
_PLAN = "plan.json"

Facts = Mapping[str, Any]


class Standing(Enum):
    """What is to be done in a folder."""

    BEGIN = "begin"
    GO_ON = "go on"
    FINISHED = "finished"


class Folder:
    """The folder of one audit."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unfinished = path / ".unfinished"

    @contextmanager
    def held(self, facts: Facts, *, resume: bool = False, overwrite: bool = False) -> Iterator[Standing]:
        """Get the folder ready for the audit that these facts describe, and keep every other one out of it.

        `facts` can be written as JSON, and are the same if and only if the shards of an earlier run hold.
        Raises BadInput for a folder with something in it that nobody said could go, or that does not fit, and
        EnvironmentFailed where it can't be written to.
        """
        with _told_of(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        with _lock(self.path):
            with _told_of(self.path):
                standing = self._prepare(facts, resume=resume, overwrite=overwrite)
            yield standing

    def manifest(self) -> Facts:
        """What the manifest of a finished audit says. Raises BadInput where it can't be read."""
        path = self.path / MANIFEST
        try:
            told = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise BadInput(
                f"cannot be read ({error})", where=str(path), mend="audit anew with --overwrite"
            ) from error
        return told if isinstance(told, dict) else {}

    def ask_to_stop(self) -> None:
        """Tell workers that see this folder to take no further group."""
        with _told_of(self.path):
            (self.unfinished / STOP).touch()

    def finish(self) -> None:
        """Let the results appear, the manifest last, and remove what only an unfinished audit needs."""
        with _told_of(self.path):
            for name in OUTPUTS:
                (self.unfinished / name).replace(self.path / name)
            shutil.rmtree(self.unfinished)

    def _prepare(self, facts: Facts, *, resume: bool, overwrite: bool) -> Standing:
        if overwrite:
            self._keep_checked_sample()
            for name in (*reversed(OUTPUTS), _PLAN):
                (self.path / name).unlink(missing_ok=True)
            shutil.rmtree(self.unfinished, ignore_errors=True)
        if (self.path / MANIFEST).exists():
            if not resume:
                raise self._refused(
                    "holds a finished audit", "name another folder, or replace it by --overwrite"
                )
            shutil.rmtree(self.unfinished, ignore_errors=True)  # a crash may have left it
            return Standing.FINISHED
        plan = self.unfinished / _PLAN
        if plan.exists():
            if not resume:
                raise self._refused(
                    "holds an unfinished audit", "go on with it by --resume, or begin anew by --overwrite"
                )
            self._compare(json.loads(plan.read_text("utf-8")), facts)
            (self.unfinished / STOP).unlink(missing_ok=True)
            remove_unfinished(self.unfinished)
            return Standing.GO_ON
        if found := [name for name in OUTPUTS if (self.path / name).exists()]:
            raise self._refused(
                f"has a {found[0]} already", "name another folder, or replace it by --overwrite"
            )
        shutil.rmtree(self.unfinished, ignore_errors=True)
        self.unfinished.mkdir()
        with writing(plan) as file:
            file.write(json.dumps(facts, indent=1).encode())
        return Standing.BEGIN

    def _keep_checked_sample(self) -> None:
        """Refuse to remove a sample that somebody has filled in: that is hours of a person's work."""
        sample = self.path / SAMPLE
        if not sample.exists() or not (self.path / MANIFEST).exists():
            return
        written = self.manifest().get("outputs", {}).get(SAMPLE, {}).get("sha256")
        if hashlib.sha256(sample.read_bytes()).hexdigest() != written:
            raise self._refused(f"has a {SAMPLE} that was filled in", "move it elsewhere first")

    def _compare(self, before: Facts, now: Facts) -> None:
        """Raise BadInput where the audit in the folder is another one."""
        for name in now:
            if before.get(name) != json.loads(json.dumps(now[name])):
                raise self._refused(
                    f"holds an unfinished audit with other {name}",
                    "give what it began with, or begin anew by --overwrite",
                )

    def _refused(self, what: str, mend: str) -> BadInput:
        return BadInput(what, where=str(self.path), mend=mend)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Keep other audits out of a folder. The system lets go of it however this process ends."""
    with _told_of(path):
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BadInput(
                "another audit is writing there", where=str(path), mend="wait for it, or name another folder"
            ) from error
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(folder)


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentFailed(
            f"cannot be written: {error.strerror}", where=str(path), mend="name another folder, or make room"
        ) from error
