"""From the share that is flagged to the share that is such."""

from __future__ import annotations

import numpy as np
import pytest

from classifier.audit.evaluation import Evaluation, LabelCounts, Share
from classifier.audit.prevalence import Rates, adjust, rates_of
from classifier.audit.tally.spread import BINS

ONE_SET = Rates({"talk": Share(700, 1_000)}, {"talk": Share(50, 5_000)})
SETS = Rates(
    {"a": Share(70, 1_000), "b": Share(400, 1_000), "c": Share(200, 1_000), "d": Share(550, 1_000)},
    {"a": Share(50, 5_000), "b": Share(5, 5_000), "c": Share(90, 5_000), "d": Share(20, 5_000)},
)


@pytest.mark.parametrize("truth", [0.0, 0.01, 0.1, 0.5, 0.9])
def test_with_the_dumps_own_error_rates_the_truth_is_found(truth: float) -> None:
    flagged = Share(round(1_000_000 * (truth * 0.7 + (1 - truth) * 0.01)), 1_000_000)
    found = adjust(flagged, ONE_SET, alike=True)
    assert found is not None
    assert found.value == pytest.approx(truth, abs=0.01)
    assert found.interval[0] <= truth + 1e-9
    assert found.interval[1] >= truth
    assert found.interval[0] <= found.middle[0] <= found.value <= found.middle[1] <= found.interval[1]
    assert found.interval[1] - found.interval[0] < 0.1


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    random = np.random.default_rng(1)
    held = 0
    trials = 120
    for _ in range(trials):
        truth, recall, false_alarms = random.uniform([0.02, 0.3, 0.0], [0.4, 0.9, 0.03])
        share = truth * recall + (1 - truth) * false_alarms
        rates = Rates(
            {"set": Share(int(random.binomial(200, recall)), 200)},
            {"set": Share(int(random.binomial(800, false_alarms)), 800)},
        )
        found = adjust(Share(int(random.binomial(50_000, share)), 50_000), rates, alike=True)
        assert found is not None
        held += found.interval[0] <= truth <= found.interval[1]
    assert held / trials > 0.9  # 95 % are expected, and fewer than 90 % in one of 200 such tests


def test_fewer_evaluated_comments_make_a_wider_interval() -> None:
    flagged = Share(50_000, 1_000_000)
    small = Rates({"talk": Share(14, 20)}, {"talk": Share(1, 100)})
    widths = []
    for rates in (ONE_SET, small):
        found = adjust(flagged, rates, alike=True)
        assert found is not None
        widths.append(found.interval[1] - found.interval[0])
    assert widths[1] > 2 * widths[0]


def test_another_communitys_rates_give_an_interval_and_no_number() -> None:
    flagged = Share(30_000, 1_000_000)
    unlike, alike = adjust(flagged, SETS, alike=False), adjust(flagged, SETS.only(["d"]), alike=True)
    assert unlike is not None
    assert alike is not None
    assert unlike.value is None
    assert unlike.interval[1] - unlike.interval[0] > 3 * (alike.interval[1] - alike.interval[0])


def test_where_false_alarms_explain_every_flag_there_may_be_none() -> None:
    found = adjust(Share(100, 1_000_000), SETS, alike=False)
    assert found is not None
    assert found.interval[0] == 0.0
    assert found.interval[1] < 0.05


def test_where_no_rates_explain_the_flags_nothing_is_excluded() -> None:
    found = adjust(Share(950_000, 1_000_000), ONE_SET, alike=True)
    assert found is not None
    assert found.value is None
    assert found.interval == (0.0, 1.0)


def test_where_there_are_fewer_flags_than_false_alarms_were_to_be_expected_there_is_a_bound() -> None:
    found = adjust(Share(1_000, 1_000_000), ONE_SET, alike=True)
    assert found is not None
    assert found.value is None
    assert found.interval == (0.0, pytest.approx(0.001 / 0.7, rel=0.1))


def test_a_classifier_that_finds_nothing_tells_nothing() -> None:
    blind = Rates({"talk": Share(10, 1_000)}, {"talk": Share(50, 5_000)})
    found = adjust(Share(10_000, 1_000_000), blind, alike=True)
    assert found is not None
    assert found.interval[0] == 0.0
    assert found.interval[1] > 0.8


def test_without_rates_or_rows_there_is_nothing_to_say() -> None:
    assert adjust(Share(1, 10), Rates({}, {"talk": Share(0, 100)}), alike=False) is None
    assert adjust(Share(0, 0), ONE_SET, alike=True) is None


def test_a_threshold_that_was_not_counted_is_read_off_the_bins() -> None:
    such, others = np.zeros(BINS, np.int64), np.zeros(BINS, np.int64)
    such[[100, 150, 199]], others[[0, 160]] = (10, 20, 30), (400, 5)
    counts = LabelCounts(such, others, {0.8312: (29, 4)})
    assert counts.recall(0.8312) == Share(29, 60)
    assert counts.precision(0.8312) == Share(29, 33)
    assert counts.recall(0.75) == Share(50, 60)
    assert counts.false_alarms(0.75) == Share(5, 405)
    assert counts.recall(1.01) == Share(0, 60)


def test_a_set_with_few_such_comments_tells_no_recall(evaluated: Evaluation) -> None:
    rates = rates_of(evaluated.sets, "identity_attack", 0.5)
    assert "jigsaw_eval" in rates.recall
    assert "oss_incivility_test" not in rates_of(evaluated.sets, "threat", 0.5).recall
    assert all(share.n >= 20 for share in rates.recall.values())
    assert all(share.n >= 100 for share in rates.false_alarms.values())
