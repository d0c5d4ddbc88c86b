from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links.hosts import number_of, place_of, registered_label, same_or_below


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Example.ORG./a", "example.org"),
        ("example.org:8080/a", "example.org"),
        ("https://user:word@example.org", "example.org"),
        ("https://xn--mnchen-3ya.example", "münchen.example"),
        ("https://example。org", "example.org"),
        ("https://e%78ample.org", "example.org"),
        ("https://ｅｘａｍｐｌｅ.org", "example.org"),
        ("https://[2606:4700::1111]:443/", "2606:4700::1111"),
    ],
)
def test_a_host_is_read_as_a_browser_reads_it(address: str, host: str) -> None:
    place = place_of(address)
    assert place
    assert place.host == host


@pytest.mark.parametrize("address", ["https://", "http://[broken", "https://a..b", "https://.", "//", ""])
def test_what_leads_nowhere_is_no_place(address: str) -> None:
    assert place_of(address) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1"])
def test_a_number_is_read_in_every_writing(host: str) -> None:
    assert str(number_of(host)) == "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["example.org", "1.2.3.4.5", "deadbeef", "face.x", "1.2.3.400", "0xzz", "9.gg"]
)
def test_a_name_is_no_number(host: str) -> None:
    assert number_of(host) is None


def test_domains_contain_what_lies_below_them() -> None:
    assert same_or_below("a.example.org", "example.org")
    assert same_or_below("example.org", "example.org")
    assert not same_or_below("badexample.org", "example.org")


def test_the_registered_label_is_told_under_countries_endings_too() -> None:
    hosts = ("example.org", "a.b.example.co.uk", "example.com.br", "co.uk", "localhost")
    assert [registered_label(host) for host in hosts] == ["example", "example", "example", "co", "localhost"]


@given(st.text(max_size=100))
def test_any_text_is_a_place_or_none(text: str) -> None:
    place = place_of(text)
    assert place is None or place.host
    number_of(text.casefold() or "x")
