"""Whatever a dump is compressed with; what is damaged gives all that comes before the damage, and says so."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from dump_rows import of_file

from classifier.audit.dumps import unpacking
from classifier.audit.dumps.reading import read_part
from classifier.audit.dumps.sources import find
from classifier.audit.dumps.unpacking import zstd
from classifier.errors import BadInput

ROWS = b"".join(b'{"id": %d, "text": "%x"}\n' % (n, random.Random(n).getrandbits(400)) for n in range(20_000))


def zipped(content: bytes, *names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names or ("dump.jsonl",):
            archive.writestr(name, content)
    return file.getvalue()


def zstandard(content: bytes, window_log: int = 20) -> bytes:
    """With a checksum, as the zstd program does it. Its own limit for windows is 2^27 bytes."""
    parameter = zstd.CompressionParameter
    return zstd.compress(content, options={parameter.checksum_flag: 1, parameter.window_log: window_log})


def in_two(pack: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda content: pack(content[:99_999]) + pack(content[99_999:])


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "gzip of two members": in_two(gzip.compress),
    "zstd": zstandard,
    "zstd with a long window": lambda content: zstandard(content, 31),
    "zstd of two frames": in_two(zstandard),
    "zstd with a skippable frame": lambda content: b"\x50\x2a\x4d\x18\x03\0\0\0abc" + zstandard(content),
    "bz2": bz2.compress,
    "xz": lambda content: lzma.compress(content, preset=0),
    "zip": zipped,
    "gzip in zip": lambda content: zipped(gzip.compress(content)),
}


@pytest.fixture(params=PACKERS)
def pack(request: pytest.FixtureRequest) -> Callable[[bytes], bytes]:
    return PACKERS[request.param]


def test_compression_is_found_by_content(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "dump"
    path.write_bytes(pack(ROWS))
    found = of_file(path)
    assert [row["id"] for row in found] == [str(number) for number in range(20_000)]
    assert found[-1]["line"] == 20_000


@pytest.mark.parametrize("share", [0.9, 0.5])
def test_of_a_truncated_archive_what_can_be_read_is_and_a_last_row_says_so(
    tmp_path: Path, pack: Callable[[bytes], bytes], share: float
) -> None:
    packed = pack(ROWS)
    path = tmp_path / "dump.jsonl"
    path.write_bytes(packed[: int(len(packed) * share)])
    if packed.startswith(b"PK"):  # its table of contents is at the end
        (row,) = of_file(path)
        assert "compressed data is damaged or cut short" in row["error"]
        return
    *rows, last = of_file(path)
    assert [row["id"] for row in rows] == [str(number) for number in range(len(rows))]
    assert len(rows) > share * 20_000 - 9_000  # what one block of bz2 or zstd holds is lost as a whole
    assert last["error"].startswith(f"from here on nothing could be read: {path}: compressed data is damaged")
    assert last["text"] is None


def test_damage_in_the_middle_costs_what_comes_after_it(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    packed = bytearray(pack(ROWS))
    middle = len(packed) // 2
    packed[middle : middle + 200] = bytes(200)
    path = tmp_path / "dump.jsonl"
    path.write_bytes(packed)
    rows = of_file(path)
    assert "damaged" in rows[-1]["error"]
    assert [row["id"] for row in rows if row["error"] is None][:100] == [str(number) for number in range(100)]


def test_a_file_that_is_damaged_from_the_start_is_one_error_row(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(b"\x1f\x8b\x08" + bytes(50))
    (row,) = of_file(path)
    assert "compressed data is damaged or cut short" in row["error"]


@pytest.mark.parametrize("pack_bomb", [zstandard, bz2.compress, lzma.compress])
def test_a_bomb_stops(tmp_path: Path, pack_bomb: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(pack_bomb(ROWS[:10_000] + bytes(30_000_000)))
    with patch.multiple(unpacking, BOMB_FREE=1_000_000, BOMB_RATIO=500):
        *_, last = of_file(path)
    assert "unpacks to more than 500 times its size" in last["error"]
    assert of_file(path)[-1]["error"].startswith("line longer than")  # it is no bomb by the limits that hold


def test_a_short_file_that_compresses_well_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(zstandard(b"spam\n" * 2_000_000))
    assert path.stat().st_size * unpacking.BOMB_RATIO < 10_000_000 < unpacking.BOMB_FREE
    (part,) = find([str(path)]).parts
    assert sum(batch.num_rows for batch in read_part(part)) == 2_000_000


def test_each_file_in_a_zip_archive_is_one_source(tmp_path: Path) -> None:
    path = tmp_path / "dumps.zip"
    path.write_bytes(
        zipped(b"text\nhello\n", "b.csv", "a/c.csv", "__MACOSX/b.csv", ".x/d.csv", "a/picture.png")
    )
    found = find([str(path)])
    assert [part.source for part in found.parts] == [f"{path}/a/c.csv", f"{path}/b.csv"]
    assert found.passed_over == [f"{path}/a/picture.png"]
    assert [row["text"] for row in of_file(path)] == ["hello", "hello"]


def test_the_only_file_in_a_zip_archive_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "dumps.zip"
    path.write_bytes(zipped(b"a\nb\n", "chat"))
    assert [row["text"] for row in of_file(path)] == ["a", "b"]


def test_a_zip_archive_in_a_pipe_or_in_another_file_needs_to_have_one_file(tmp_path: Path) -> None:
    one, two = tmp_path / "one.gz", tmp_path / "two.gz"
    one.write_bytes(gzip.compress(zipped(b"a\nb\n", "dump.txt")))
    two.write_bytes(gzip.compress(zipped(b"a\n", "a.txt", "b.txt")))
    assert len(of_file(one)) == 2
    with pytest.raises(BadInput, match="is a zip archive of 2 files; unpack it first"):
        of_file(two)


def test_a_locked_file_in_a_zip_archive_is_one_error_row(tmp_path: Path) -> None:
    locked = bytearray(zipped(b"text\nhello\n", "a.csv"))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "dumps.zip"
    path.write_bytes(locked)
    (row,) = of_file(path)
    assert "can't be unpacked" in row["error"]
    assert "encrypted" in row["error"]


def test_letters_that_only_look_like_compression_are_text(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(b"BZh is no archive\n")
    assert [row["text"] for row in of_file(path)] == ["BZh is no archive"]


def test_a_tar_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dump.tar"
    path.write_bytes(b"a.txt" + bytes(252) + b"ustar" + bytes(250))
    with pytest.raises(BadInput, match="is a tar archive; unpack it first"):
        find([str(path)])
