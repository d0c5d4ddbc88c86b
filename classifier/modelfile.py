"""The model file: readable data, never a pickle, so that opening a stranger's model runs nobody's code.

A model is an uncompressed zip archive of

    manifest.json   kind, format number, labels, thresholds, feature settings, and the card: what the model
                    was trained on, by what recipe, and how well it did
    NAME.npy        one plain array for each of the model's parts
    SHA256SUMS      the checksum of every other member, as `sha256sum --check` reads it

The same parts always give the same bytes: no clock, no compression library and no dictionary order decides.

To change the format: raise FORMAT, write a loader for the new number, and keep the loaders of the older
numbers, each turning what it reads into today's `ModelParts`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.errors import BadInput, EnvironmentFailed
from classifier.wholefile import writing

KIND = "tactful-model"
FORMAT = 1

#: No honest model comes near this; a larger file is not read. Bytes.
LARGEST_FILE = 512 * 1024 * 1024

_MANIFEST = "manifest.json"
_SUMS = "SHA256SUMS"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can state

# What zipfile and numpy raise for malformed data. An array's header is parsed as Python's literals are; one
# that states a shape of petabytes makes numpy ask for the memory.
_BROKEN_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
_BROKEN_ARRAY = (ValueError, TypeError, EOFError, SyntaxError, TokenError, MemoryError, OverflowError)

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class ModelParts:
    """What a model file holds. `digest` is the SHA-256 of its checksums, and so names the whole model."""

    manifest: Mapping[str, Any]
    arrays: Mapping[str, Array]
    digest: str = ""


def write(path: Path, manifest: Mapping[str, Any], arrays: Mapping[str, Array]) -> str:
    """Write a model file, whole or not at all, and return its digest."""
    head = {"kind": KIND, "format": FORMAT, **manifest}
    members = {_MANIFEST: (json.dumps(head, indent=2, ensure_ascii=False) + "\n").encode()}
    members |= {f"{name}.npy": _array_bytes(arrays[name]) for name in sorted(arrays)}
    members[_SUMS] = "".join(f"{_sha256(data)}  {name}\n" for name, data in members.items()).encode()
    with writing(path) as file:
        file.write(_archive(members))
    return _sha256(members[_SUMS])


def read(path: Path) -> ModelParts:
    """Read a model file of any format number that this version knows, checking it on the way.

    Raises BadInput, in one line, for a file that is missing, cut short, changed, of another kind or too new.
    """
    members = _read_members(path)
    manifest = _read_manifest(path, members)
    number = manifest.get("format")
    if type(number) is not int or number < 1:
        raise _not_a_model(path)
    if number not in _LOADERS:
        raise BadInput(
            f"model format {number} is newer than this tactful reads ({FORMAT})",
            where=str(path),
            mend="upgrade tactful, or export the model from the version that wrote it",
        )
    _check_sums(path, members)
    return _LOADERS[number](path, manifest, members)


def _load_format_1(path: Path, manifest: dict[str, Any], members: dict[str, bytes]) -> ModelParts:
    arrays = {
        name.removesuffix(".npy"): _to_array(path, name, members[name])
        for name in members
        if name.endswith(".npy")
    }
    return ModelParts(manifest, arrays, _sha256(members[_SUMS]))


_LOADERS: dict[int, Callable[[Path, dict[str, Any], dict[str, bytes]], ModelParts]] = {1: _load_format_1}


def _read_members(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(_read_bytes(path))) as archive:
            if any(member.compress_type != zipfile.ZIP_STORED for member in archive.infolist()):
                raise _not_a_model(path)
            return {member.filename: archive.read(member) for member in archive.infolist()}
    except _BROKEN_ARCHIVE as error:
        raise _not_a_model(path) from error


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise BadInput("no such model", where=str(path), mend="check the name") from error
    except IsADirectoryError as error:
        raise BadInput("is a folder, not a model file", where=str(path), mend="name the file") from error
    except OSError as error:
        raise EnvironmentFailed(f"cannot be read: {error.strerror}", where=str(path)) from error
    if len(data) > LARGEST_FILE:
        raise _not_a_model(path)
    return data


def _read_manifest(path: Path, members: dict[str, bytes]) -> dict[str, Any]:
    try:
        manifest = json.loads(members[_MANIFEST])
    except (KeyError, ValueError, RecursionError) as error:
        raise _not_a_model(path) from error
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise _not_a_model(path)
    return manifest


def _check_sums(path: Path, members: dict[str, bytes]) -> None:
    lines = members.get(_SUMS, b"").decode("ascii", "replace").splitlines()
    stated = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    actual = {name: _sha256(data) for name, data in members.items() if name != _SUMS}
    changed = sorted(name for name in stated.keys() | actual.keys() if stated.get(name) != actual.get(name))
    if changed:
        raise BadInput(
            f"checksum differs for {', '.join(changed)}: the model was changed or damaged",
            where=str(path),
            mend="fetch it again from where it came",
        )


def _to_array(path: Path, name: str, data: bytes) -> Array:
    try:
        # Not np.load: that opens archives and pickles, too.
        return np.asarray(np.lib.format.read_array(io.BytesIO(data), allow_pickle=False))
    except _BROKEN_ARRAY as error:
        raise BadInput(f"{name} is no plain array", where=str(path), mend="train the model again") from error


def _archive(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return buffer.getvalue()


def _array_bytes(array: Array) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _not_a_model(path: Path) -> BadInput:
    return BadInput(
        "not a whole tactful model: it is of another kind or was cut short",
        where=str(path),
        mend="fetch it again, or train one with `tactful train -o MODEL`",
    )
