"""The rule of `--fail-on`."""

from __future__ import annotations

import pytest

from classifier.audit.fail_on import ANY, Limit, check_limits, parse_limit
from classifier.errors import BadInput, JobFailed


@pytest.mark.parametrize(
    ("rule", "limit"),
    [
        ("insult=2%", Limit("insult", 0.02)),
        ("insult=0.02", Limit("insult", 0.02)),
        (" 2.5 % ", Limit(ANY, 0.025)),
        ("any=.5", Limit(ANY, 0.5)),
        ("off_topic=100%", Limit("off_topic", 1.0)),
    ],
)
def test_rules(rule: str, limit: Limit) -> None:
    assert parse_limit(rule) == limit


@pytest.mark.parametrize(
    "rule", ["", "insult", "rude=1%", "insult=", "insult=1e3", "insult=101%", "2", "=2%", "-1%"]
)
def test_what_is_no_rule(rule: str) -> None:
    with pytest.raises(BadInput, match=r"^--fail-on: "):
        parse_limit(rule)


def test_a_limit_may_be_reached_but_not_passed() -> None:
    limit = Limit("insult", 0.02)
    check_limits([limit], {"insult": 2}, 100, "report.html")
    with pytest.raises(JobFailed) as caught:
        check_limits([limit, Limit(ANY, 0.01)], {"insult": 3, ANY: 4}, 100, "report.html")
    assert str(caught.value) == (
        "--fail-on: insult flagged in 3.00% of 100 comments, more than 2.00%, "
        "any flagged in 4.00% of 100 comments, more than 1.00%; see report.html"
    )


def test_nothing_is_flagged_of_nothing() -> None:
    check_limits([Limit(ANY, 0.0)], {ANY: 0}, 0, "report.html")
