"""Who may call, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Served, served

import classifier
from classifier.errors import BadInput
from classifier.serve.errors import ApiError
from classifier.serve.keys import hashed, new_key, read_keys
from classifier.serve.options import Options
from classifier.serve.quota import Quota


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "keys.txt"


@pytest.fixture(scope="module")
def key(keys: Path) -> str:
    new_key(keys, "other")
    return new_key(keys, "coral")


@pytest.fixture(scope="module")
def locked(made: classifier.Model, keys: Path, key: str) -> Iterator[Served]:
    with served(made, Options(port=0, keys=keys)) as running:
        yield running


BODY = b'{"text": "hello"}'


def test_each_way_of_sending_a_key_works(locked: Served, key: str) -> None:
    assert locked.ask("POST", f"/v1/explain?key={key}", BODY).code == 200
    assert locked.ask("POST", "/v1/explain", BODY, X_Goog_Api_Key=key).code == 200
    assert locked.ask("POST", "/v1/explain", BODY, Authorization=f"Bearer {key}").code == 200
    assert locked.ask("POST", "/v1/explain", BODY, Authorization=f"bearer  {key}").code == 200


@pytest.mark.parametrize("path", ["/v1/explain", "/v1/score", "/v1alpha1/comments:analyze"])
def test_without_a_key_it_is_forbidden(locked: Served, path: str) -> None:
    assert locked.ask("POST", path, BODY).error == (403, "PERMISSION_DENIED", "")


def test_a_wrong_key_is_told_as_google_did(locked: Served, key: str) -> None:
    reply = locked.ask("POST", f"/v1/explain?key={key}x", BODY)
    assert reply.error == (400, "INVALID_ARGUMENT", "INVALID_REQUEST")
    assert reply.json["error"]["message"] == "API key not valid. Please pass a valid API key."
    reply = locked.ask("POST", "/v1/explain", BODY, Authorization="Bearer nonsense")
    assert reply.error == (401, "UNAUTHENTICATED", "")
    assert reply.headers["WWW-Authenticate"] == "Bearer"


def test_counters_need_a_key_and_health_does_not(locked: Served, key: str) -> None:
    assert locked.ask("GET", "/metrics").code == 403
    assert locked.ask("GET", f"/metrics?key={key}").code == 200
    for path in ("/healthz", "/readyz", "/openapi.json", "/$discovery/rest?version=v1alpha1", "/"):
        assert locked.ask("GET", path).code == 200


def test_only_hashes_are_kept(keys: Path, key: str) -> None:
    text = keys.read_text()
    assert key not in text
    assert f"coral {hashed(key)}" in text.splitlines()
    assert keys.stat().st_mode & 0o077 == 0


def test_a_key_from_elsewhere_can_be_added_by_its_hash(tmp_path: Path) -> None:
    # What `printf %s AIza | sha256sum` prints, as docs/serve.md has it.
    digest = "d2460eb704ec163515ef7e0ecd3735496b137219912bb87e4ac3d54b4f18f54a"
    assert hashed("AIza") == digest
    (tmp_path / "keys").write_text(f"# mine\n\nold {digest}\n")
    assert read_keys(tmp_path / "keys").name("AIza") == "old"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("coral secret\n", "line 1"),
        (f"# ok\na/b {'0' * 64}\n", "line 2"),
        (f"coral {'0' * 63}\n", "line 1"),
        ("", "has no keys"),
        (None, "cannot be read"),
    ],
)
def test_a_broken_file_of_keys_is_told_in_one_line(tmp_path: Path, text: str | None, told: str) -> None:
    path = tmp_path / "keys"
    if text is not None:
        path.write_text(text)
    with pytest.raises(BadInput, match=told) as caught:
        read_keys(path)
    assert "\n" not in str(caught.value)


def test_an_impossible_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="caller's name"):
        new_key(tmp_path / "keys", "two words")
    assert not (tmp_path / "keys").exists()


def test_a_server_open_to_the_network_has_to_be_meant() -> None:
    with pytest.raises(BadInput, match="--open"):
        Options(host="0.0.0.0").check()  # noqa: S104
    Options(host="0.0.0.0", open=True).check()  # noqa: S104
    Options(host="0.0.0.0", keys=Path("keys")).check()  # noqa: S104
    Options(host="localhost").check()


class TestQuota:
    def test_more_than_the_rate_has_to_wait(self) -> None:
        now = [0.0]
        quota = Quota(2, clock=lambda: now[0])
        quota.take("a")
        quota.take("a")
        with pytest.raises(ApiError) as caught:
            quota.take("a")
        assert (caught.value.code, caught.value.headers["Retry-After"]) == (429, "1")
        quota.take("b")
        now[0] = 0.5
        quota.take("a")

    def test_less_than_one_a_second_is_possible(self) -> None:
        now = [0.0]
        quota = Quota(0.1, clock=lambda: now[0])
        quota.take("a")
        with pytest.raises(ApiError) as caught:
            quota.take("a")
        assert caught.value.headers["Retry-After"] == "10"
        now[0] = 10.0
        quota.take("a")

    def test_the_server_keeps_it_for_each_caller(self, made: classifier.Model) -> None:
        with served(made, Options(port=0, quota=1)) as running:
            codes = [running.analyze("hello").code for _ in range(3)]
            refused = running.analyze("hello")
            assert codes[0] == 200
            assert refused.error == (429, "RESOURCE_EXHAUSTED", "")
            assert refused.headers["Retry-After"] == "1"
            assert running.ask("GET", "/healthz").code == 200

    def test_memory_for_callers_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("classifier.serve.quota.REMEMBERED_CALLERS", 3)
        quota = Quota(1)
        for caller in "abcdefg":
            quota.take(caller)
        assert list(quota._buckets) == ["e", "f", "g"]
