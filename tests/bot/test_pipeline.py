from __future__ import annotations

from collections.abc import Mapping

import pytest
from posts import make_post
from word_model import NEARLY, WordModel

from bot.config import ChannelConfig, Config
from bot.decision import Action, Decision, Stance
from bot.pipeline import CHECKS, judge
from bot.policy import Policy
from bot.post import Post
from classifier.verdict import Verdict

MODEL = WordModel()


def decide(post: Post, config: Config | None = None) -> Decision:
    return judge(post, MODEL, Policy(config or Config()))


def labels(decision: Decision) -> list[str]:
    return [finding.reason.label for finding in decision.findings]


def test_an_insult_is_flagged_with_its_reasons() -> None:
    decision = decide(make_post("you idiot"))
    assert decision.flagged
    assert labels(decision) == ["incivility", "insult"]
    assert {finding.check for finding in decision.findings} == {"tone"}
    assert decision.findings[1].reason.spans[0].text == "idiot"
    assert decision.model_digest == MODEL.digest


def test_civil_disagreement_passes() -> None:
    decision = decide(make_post("I think you are wrong about the licence"))
    assert (decision.findings, decision.actions, decision.skipped) == ((), frozenset(), None)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"author_is_bot": True}, "bot"),
        ({"from_webhook": True}, "webhook"),
        ({"text": " \n"}, "no text"),
        ({"channel_name": "mod-log"}, "not watched"),
    ],
)
def test_a_post_that_is_not_to_be_judged_never_reaches_the_model(
    changes: dict[str, object], because: str
) -> None:
    class Unread(WordModel):
        def check(self, text: str, topic: str | None = None) -> Verdict:
            raise AssertionError("the model read it")

    decision = judge(make_post(**({"text": "you idiot"} | changes)), Unread(), Policy(Config()))
    assert not decision.flagged
    assert because in (decision.skipped or "")


def test_the_model_reads_a_post_once() -> None:
    class Counting(WordModel):
        reads = 0

        def check(
            self, text: str, topic: str | None = None, thresholds: Mapping[str, float] | None = None
        ) -> Verdict:
            self.reads += 1
            return super().check(text, topic, thresholds)

    model = Counting()
    judge(make_post(), model, Policy(Config()))
    assert model.reads == 1


def test_profanity_alone_opens_no_case_but_stands_on_one_that_an_insult_opened() -> None:
    assert not decide(make_post("damn, it works")).flagged
    both = decide(make_post("damn idiot"))
    assert both.flagged
    assert "obscene" in labels(both)


def test_off_topic_alone_asks_for_a_note_and_nothing_more() -> None:
    decision = decide(make_post("my cat is asleep", topic="chips and export rules"))
    assert labels(decision) == ["off_topic"]
    assert decision.actions == {Action.NOTE}


def test_a_post_is_never_off_topic_where_no_topic_is_known() -> None:
    assert labels(decide(make_post("my cat is asleep", topic=None))) == []


def test_the_configured_topic_replaces_the_channels_own() -> None:
    config = Config(channels={"10": ChannelConfig(topic="cats")})
    assert labels(decide(make_post("my cats sleep", topic="export rules"), config)) == []


def test_a_reason_that_is_off_is_not_found() -> None:
    config = Config(reasons={"spam": Stance.FLAG, "incivility": Stance.OFF})
    assert labels(decide(make_post("you idiot, free nitro"), config)) == ["spam"]


def test_a_raised_threshold_lets_more_pass() -> None:
    config = Config(thresholds={"incivility": 0.99, "insult": 0.99})
    assert not decide(make_post("you idiot"), config).flagged


def test_a_lowered_threshold_flags_more_and_names_the_words() -> None:
    decision = decide(make_post("how grumpy"), Config(thresholds={"hostile": 0.5}))
    (finding,) = decision.findings
    assert (finding.reason.score, finding.reason.threshold) == (NEARLY, 0.5)
    assert [span.text for span in finding.reason.spans] == ["grumpy"]


def test_a_channels_own_section_overrides_the_servers_and_a_thread_follows_its_parent() -> None:
    config = Config(channels={"10": ChannelConfig(watch=False)})
    assert decide(make_post(), config).skipped
    assert decide(make_post(channel_id="11", parent_id="10"), config).skipped
    assert decide(make_post(channel_id="12"), config).flagged


def test_every_check_says_in_its_docstring_what_it_looks_for() -> None:
    for check in CHECKS:
        assert (check.__doc__ or "").strip(), f"{check.__module__} has no help text"
