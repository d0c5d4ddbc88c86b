"""The model file: what is written is read, and whatever else is named gives one line and runs no code."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import made_model
import numpy as np
import pytest

import classifier
from classifier import modelfile
from classifier.errors import BadInput, EnvironmentFailed

SMALL: dict[str, Any] = {"name": "small", "thresholds": {"insult": 0.5}}
ARRAYS = {"weights": np.arange(6, dtype=np.float16).reshape(2, 3), "bias": np.array([0.5, -1.0, 2.0])}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "small.tactful"
    modelfile.write(where, SMALL, ARRAYS)
    return where


def complaint(path: Path, load: Callable[[Path], object] = modelfile.read) -> str:
    """The one line that reading this file gives."""
    with pytest.raises(BadInput) as caught:
        load(path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{path}: ")
    return message


def archive(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    """A zip archive of these members, and of checksums that are right."""
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in members.items())
    with zipfile.ZipFile(path, "w", compression) as file:
        for name, data in {**members, "SHA256SUMS": sums.encode()}.items():
            file.writestr(name, data)
    return path


def manifest(**changes: Any) -> bytes:
    return json.dumps({"kind": modelfile.KIND, "format": modelfile.FORMAT, **changes}).encode()


def test_what_was_written_is_read(path: Path) -> None:
    read = modelfile.read(path)
    assert {name: read.manifest[name] for name in SMALL} == SMALL
    assert read.arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert read.arrays[name].dtype == array.dtype
        assert np.array_equal(read.arrays[name], array)


def test_the_same_parts_give_the_same_bytes_and_digest(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.tactful"
    digest = modelfile.write(again, SMALL, dict(reversed(ARRAYS.items())))
    assert again.read_bytes() == path.read_bytes()
    assert modelfile.read(path).digest == digest


def test_other_parts_give_another_digest(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.tactful"
    assert modelfile.write(other, {**SMALL, "name": "other"}, ARRAYS) != modelfile.read(path).digest


def test_writing_replaces_an_older_model_and_leaves_nothing_beside_it(path: Path) -> None:
    modelfile.write(path, {**SMALL, "name": "newer"}, ARRAYS)
    assert modelfile.read(path).manifest["name"] == "newer"
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_written_is_the_environments_failure(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed, match=r"missing/x\.tactful: cannot be written: No such file"):
        modelfile.write(tmp_path / "missing" / "x.tactful", SMALL, ARRAYS)


def test_a_model_cut_short_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(0, len(whole), 41):
        path.write_bytes(whole[:length])
        assert "cut short" in complaint(path)


@pytest.mark.parametrize("member", ["manifest.json", "weights.npy", "bias.npy", "SHA256SUMS"])
def test_one_changed_byte_in_a_member_is_noticed(path: Path, member: str) -> None:
    with zipfile.ZipFile(path) as file:
        info = file.getinfo(member)
        start = info.header_offset + 30 + len(member)
    whole = bytearray(path.read_bytes())
    whole[start + info.file_size // 2] ^= 1
    path.write_bytes(whole)
    complaint(path)


@pytest.mark.parametrize("member", ["manifest.json", "weights.npy", "bias.npy"])
def test_a_member_changed_with_care_for_the_archive_is_named(path: Path, member: str) -> None:
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    members[member] += b" "
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    assert f"checksum differs for {member}" in complaint(path)


def test_a_member_that_no_checksum_covers_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("more.npy", b"")
    assert "checksum differs for more.npy" in complaint(path)


def test_damage_anywhere_is_noticed_or_harmless(path: Path) -> None:
    whole = path.read_bytes()
    chance = random.Random(3)
    for at in chance.sample(range(len(whole)), 400):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            read = modelfile.read(path)
        except BadInput:
            continue
        # It was a field of the archive that nothing depends on, such as a time.
        assert all(np.array_equal(read.arrays[name], array) for name, array in ARRAYS.items())


@pytest.mark.parametrize("number", [2, 99])
def test_a_newer_format_says_to_upgrade(tmp_path: Path, number: int) -> None:
    newer = archive(tmp_path / "newer.tactful", {"manifest.json": manifest(format=number)})
    assert f"model format {number} is newer than this tactful reads (1); upgrade" in complaint(newer)


@pytest.mark.parametrize("number", [0, -1, None, "1", 1.0, True, [1], {"a": 1}])
def test_a_format_that_never_was_is_no_model(tmp_path: Path, number: object) -> None:
    odd = archive(tmp_path / "odd.tactful", {"manifest.json": manifest(format=number)})
    assert "not a whole tactful model" in complaint(odd)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        pickle.dumps({"weights": [1, 2]}),
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b'{"kind": "tactful-model", "format": 1}',
        b"PK\x03\x04" + bytes(60),
        b"PK\x05\x06" + bytes(18),
    ],
    ids=["empty", "blank", "pickle", "png", "bare manifest", "zip header", "zip of nothing"],
)
def test_a_file_of_another_kind_is_no_model(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    assert "not a whole tactful model" in complaint(path)


def test_a_joblib_file_is_no_model(tmp_path: Path) -> None:
    joblib = pytest.importorskip("joblib")
    joblib.dump({"weights": ARRAYS["weights"]}, tmp_path / "model.joblib")
    assert "not a whole tactful model" in complaint(tmp_path / "model.joblib")


@pytest.mark.parametrize(
    "members",
    [
        {"hello.txt": b"hello"},
        {"manifest.json": b"{"},
        {"manifest.json": b"[1]"},
        {"manifest.json": b"\xff"},
        {"manifest.json": b'{"kind": "another-model", "format": 1}'},
        {"manifest.json": b"[" * 100_000},
    ],
)
def test_an_archive_of_something_else_is_no_model(tmp_path: Path, members: dict[str, bytes]) -> None:
    assert "not a whole tactful model" in complaint(archive(tmp_path / "other.zip", members))


def test_a_compressed_archive_is_no_model(tmp_path: Path) -> None:
    packed = archive(tmp_path / "packed", {"manifest.json": manifest()}, zipfile.ZIP_DEFLATED)
    assert "not a whole tactful model" in complaint(packed)


def test_a_missing_model_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert "no such model" in complaint(tmp_path / "missing.tactful")
    assert "is a folder" in complaint(tmp_path)


class SideEffect:
    """Unpickling this creates a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.path,)


def test_a_pickle_inside_a_model_is_never_run(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    pickled = pickle.dumps(SideEffect(marker))
    pickle.loads(pickled)  # noqa: S301  # shows that the bait works
    marker.unlink()

    objects = io.BytesIO()
    np.save(objects, np.array([SideEffect(marker)], dtype=object), allow_pickle=True)
    archived = io.BytesIO()
    np.savez(archived, inner=np.array([SideEffect(marker)], dtype=object))
    for bait in (pickled, objects.getvalue(), archived.getvalue()):
        made = archive(tmp_path / "bait", {"manifest.json": manifest(**SMALL), "weights.npy": bait})
        assert "weights.npy is no plain array" in complaint(made)
    assert not marker.exists()


@pytest.mark.parametrize("shape", ["(10**15,)", "(1000000000000000,)", "(-1,)", "(2, 'x')", "(" * 5000])
def test_an_array_that_lies_about_its_shape_is_refused(tmp_path: Path, shape: str) -> None:
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    lie = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    made = archive(tmp_path / "lie", {"manifest.json": manifest(**SMALL), "weights.npy": lie})
    assert "weights.npy is no plain array" in complaint(made)


def changed_model(path: Path, change: Callable[[dict[str, Any], dict[str, Any]], object]) -> Path:
    """The model made by hand with one thing wrong, checksums right."""
    head, arrays = made_model.parts()
    change(head, arrays)
    modelfile.write(path, head, arrays)
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda head, arrays: arrays.pop("weights"),
        lambda head, arrays: arrays.pop("relevance"),
        lambda head, arrays: head.pop("thresholds"),
        lambda head, arrays: head["thresholds"].pop("spam"),
        lambda head, arrays: head["thresholds"].update(spam="high"),
        lambda head, arrays: head["thresholds"].update(spam=float("nan")),
        lambda head, arrays: head["thresholds"].update(spam=-0.1),
        lambda head, arrays: head.update(ngrams=[]),
        lambda head, arrays: head["ngrams"].update(bits=15),
        lambda head, arrays: head["ngrams"].update(bits="14"),
        lambda head, arrays: head["ngrams"].update(char_sizes=[0]),
        lambda head, arrays: head["ngrams"].update(pairs=["two"]),
        lambda head, arrays: head.update(labels=["insult"]),
        lambda head, arrays: head.update(relevance_features=["cosine"]),
        lambda head, arrays: arrays.update(weights=arrays["weights"][:, :3]),
        lambda head, arrays: arrays.update(weights=arrays["weights"][:100]),
        lambda head, arrays: arrays.update(weights=arrays["weights"].astype("U3")),
        lambda head, arrays: arrays["weights"].fill(np.nan),
        lambda head, arrays: arrays.update(bias=np.zeros(2)),
        lambda head, arrays: arrays.update(bias=np.zeros((7, 7))),
        lambda head, arrays: arrays.update(idf=np.zeros(8, dtype=np.float16)),
        lambda head, arrays: arrays.update(relevance=np.zeros(3)),
    ],
)
def test_a_model_whose_parts_do_not_fit_is_refused_when_it_is_loaded(
    tmp_path: Path, change: Callable[[dict[str, Any], dict[str, Any]], object]
) -> None:
    assert "missing or misshapen" in complaint(changed_model(tmp_path / "wrong", change), classifier.load)
