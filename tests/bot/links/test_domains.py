from __future__ import annotations

from bot.links.domains import Domains
from bot.links.hosts import Place


def test_own_domains_of_one_name_stand_beside_each_other_and_beside_the_well_known() -> None:
    domains = Domains(own=("Example.org", "example.com", "discord.example"))
    hosts = ("www.example.org", "example.com", "discord.example", "discord.com")
    assert all(domains.genuine(host) for host in hosts)
    assert not domains.genuine("example.net")
    assert [domains.owner(host) for host in hosts] == ["example", "example", "discord", "discord"]


def test_a_country_has_only_the_names_that_are_said_to_be_everywhere() -> None:
    domains = Domains()
    assert domains.owner("www.google.co.uk") == domains.owner("google.fr") == "google"
    assert domains.owner("discord.fr") is domains.owner("google.xyz") is None


def test_lists_hold_domains_with_all_below_them_or_one_path() -> None:
    domains = Domains(allow=["good.example", "discord.gg/Ours"], block=["bad.example", "mixed.example/bad"])
    assert domains.allowed(Place("a.good.example"))
    assert domains.allowed(Place("discord.gg", "/Ours"))
    assert not domains.allowed(Place("discord.gg", "/ours"))
    assert domains.blocked(Place("www.bad.example", "/x"))
    assert domains.blocked(Place("mixed.example", "/bad/"))
    assert not domains.blocked(Place("mixed.example", "/badly"))
    domains.set_lists([], [])
    assert not domains.blocked(Place("bad.example"))
