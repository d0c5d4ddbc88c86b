"""`comments:analyze`, asked as the Perspective API's documentation says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from serving import ANALYZE, Reply, Served

import classifier
from classifier.labels import NAMES
from classifier.serve.attributes import ATTRIBUTES, REFUSED

GERMAN = "Das ist doch wirklich kompletter Unsinn, was du da die ganze Zeit schreibst."


def value(reply: Reply, name: str) -> float:
    assert reply.code == 200, reply.body
    score = reply.json["attributeScores"][name]["summaryScore"]
    assert score["type"] == "PROBABILITY"
    return float(score["value"])


def test_an_answer_has_the_shape_that_was_documented(server: Served) -> None:
    reply = server.analyze("hello", clientToken="mine", sessionId="1", communityId="c", doNotStore=True)
    assert reply.headers["Content-Type"] == "application/json; charset=UTF-8"
    score = {"value": value(reply, "TOXICITY"), "type": "PROBABILITY"}
    assert reply.json == {
        "attributeScores": {
            "TOXICITY": {"spanScores": [{"begin": 0, "end": 5, "score": score}], "summaryScore": score}
        },
        "languages": ["en"],
        "detectedLanguages": ["en"],
        "clientToken": "mine",
    }


def test_scores_are_the_models(server: Served, made: classifier.Model) -> None:
    text = "you idiot, fuck nitro"
    row = dict(zip(NAMES, made.score([text])[0], strict=True))
    reply = server.analyze(text, "TOXICITY", "INSULT", "PROFANITY", "OBSCENE", "SPAM", "THREAT@2")
    expected = {
        "TOXICITY": row["incivility"],
        "INSULT": row["insult"],
        "PROFANITY": row["obscene"],
        "OBSCENE": row["obscene"],
        "SPAM": row["spam"],
        "THREAT@2": row["threat"],
    }
    assert {name: value(reply, name) for name in expected} == pytest.approx(expected, abs=1e-6)


def test_several_labels_give_the_largest_and_severe_takes_both(
    server: Served, made: classifier.Model
) -> None:
    text = "you idiot"
    row = dict(zip(NAMES, made.score([text])[0], strict=True))
    reply = server.analyze(text, "ATTACK_ON_COMMENTER", "SEVERE_TOXICITY")
    assert value(reply, "ATTACK_ON_COMMENTER") == pytest.approx(max(row["insult"], row["hostile"]), abs=1e-6)
    worst = max(row["insult"], row["identity_attack"], row["threat"])
    assert value(reply, "SEVERE_TOXICITY") == pytest.approx(worst * row["incivility"], abs=1e-6)


@pytest.mark.parametrize("name", sorted(set(ATTRIBUTES) - {"OFF_TOPIC"}))
def test_every_attribute_is_served(server: Served, name: str) -> None:
    assert 0 <= value(server.analyze("a plain comment", name), name) <= 1


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_has_no_counterpart_is_refused_by_name(server: Served, name: str) -> None:
    reply = server.analyze("hello", "TOXICITY", name)
    assert reply.error == (400, "INVALID_ARGUMENT", "INVALID_REQUEST")
    message = reply.json["error"]["message"]
    assert message.startswith(f"Unknown requested attribute: {name}")
    assert REFUSED[name] in message


def test_off_topic_goes_by_the_context(server: Served) -> None:
    text = "zebra giraffe elephant rhinoceros antelope crocodile buffalo"
    under = [
        {"entries": [{"text": text}]},
        {"entries": [{"text": f"<p>{text}</p>", "type": "HTML"}]},
        {"articleAndParentComment": {"article": {"text": text}}},
    ]
    for context in under:
        assert value(server.analyze(text, "OFF_TOPIC", context=context), "OFF_TOPIC") < 0.5
    away = {"entries": [{"text": "telescope"}, {"text": "microscope laboratory chemistry physics"}]}
    assert value(server.analyze(text, "OFF_TOPIC", context=away), "OFF_TOPIC") > 0.5


@pytest.mark.parametrize("context", [None, {}, {"entries": []}, {"entries": [{"text": " "}]}])
def test_off_topic_without_a_context_is_an_error(server: Served, context: Any) -> None:
    reply = server.analyze("hello", "OFF_TOPIC", context=context)
    assert reply.error == (400, "INVALID_ARGUMENT", "INVALID_REQUEST")


def test_what_cannot_be_told_has_no_score(server: Served) -> None:
    context = {"entries": [{"text": "telescope microscope laboratory chemistry physics"}]}
    reply = server.analyze("ok", "OFF_TOPIC", "INSULT", context=context)
    assert list(reply.json["attributeScores"]) == ["INSULT"]


def test_a_context_of_both_kinds_is_an_error(server: Served) -> None:
    context = {"entries": [{"text": "a"}], "articleAndParentComment": {"article": {"text": "b"}}}
    assert "both fields" in server.analyze("hello", context=context).json["error"]["message"]


class TestSpans:
    def test_sentences_have_scores_of_their_own(self, server: Served, made: classifier.Model) -> None:
        text = "Nice of you 🙂!  You idiot. Bye"
        reply = server.analyze(text, "INSULT", spanAnnotations=True)
        spans = reply.json["attributeScores"]["INSULT"]["spanScores"]
        units = text.encode("utf-16-le")
        parts = [units[2 * span["begin"] : 2 * span["end"]].decode("utf-16-le") for span in spans]
        assert parts == ["Nice of you 🙂!", "You idiot.", "Bye"]
        column = NAMES.index("insult")
        expected = [row[column] for row in made.score(parts)]
        assert [span["score"]["value"] for span in spans] == pytest.approx(expected, abs=1e-6)

    def test_one_sentence_scores_as_the_comment_does(self, server: Served) -> None:
        scores = server.analyze("  You idiot. ", "INSULT", spanAnnotations=True).json["attributeScores"][
            "INSULT"
        ]
        assert scores["spanScores"] == [{"begin": 2, "end": 12, "score": scores["summaryScore"]}]

    def test_there_are_no_more_than_fifty(self, server: Served) -> None:
        text = "A thing. " * 120
        spans = server.analyze(text, spanAnnotations=True).json["attributeScores"]["TOXICITY"]["spanScores"]
        assert len(spans) == 40  # threes
        assert (spans[0]["begin"], spans[-1]["end"]) == (0, len(text) - 1)

    def test_raw_spans_are_words_that_add_up(self, server: Served, made: classifier.Model) -> None:
        text = "You v1llage idiot 🙂"
        raw = {"requestedAttributes": {"INSULT": {"scoreType": "RAW"}}, "spanAnnotations": True}
        scores = server.analyze(text, **raw).json["attributeScores"]["INSULT"]
        bias, words = made.contributions(text, "insult")
        assert [span["score"]["value"] for span in scores["spanScores"]] == pytest.approx(
            [word.weight for word in words], abs=1e-5
        )
        total = bias + sum(span["score"]["value"] for span in scores["spanScores"])
        assert scores["summaryScore"] == {"value": pytest.approx(total, abs=1e-4), "type": "RAW"}

    def test_raw_is_refused_where_no_single_label_stands_behind(self, server: Served) -> None:
        for name, kind in (
            ("SEVERE_TOXICITY", "RAW"),
            ("TOXICITY", "PERCENTILE"),
            ("TOXICITY", "STD_DEV_SCORE"),
        ):
            reply = server.analyze("hello", requestedAttributes={name: {"scoreType": kind}})
            message = f"Requested score type {kind} is not supported by attribute {name}"
            assert reply.json["error"]["message"] == message


class TestThresholds:
    def test_scores_below_are_left_out(self, server: Served) -> None:
        asked = {"INSULT": {"scoreThreshold": 0.5}, "SPAM": {"scoreThreshold": 0.5}, "THREAT": None}
        reply = server.analyze("you idiot", requestedAttributes=asked)
        assert set(reply.json["attributeScores"]) == {"INSULT", "THREAT"}

    def test_with_none_left_there_are_no_scores_at_all(self, server: Served) -> None:
        reply = server.analyze("hello", requestedAttributes={"INSULT": {"scoreThreshold": 0.9}})
        assert reply.json == {"languages": ["en"], "detectedLanguages": ["en"]}

    def test_spans_have_to_reach_it_too(self, server: Served) -> None:
        asked = {"INSULT": {"scoreThreshold": 0.6}}
        reply = server.analyze("You idiot. Bye.", requestedAttributes=asked, spanAnnotations=True)
        [span] = reply.json["attributeScores"]["INSULT"]["spanScores"]
        assert (span["begin"], span["end"]) == (0, 10)


class TestLanguages:
    def test_another_language_is_told(self, server: Served) -> None:
        reply = server.analyze(GERMAN, "INSULT")
        assert reply.error == (400, "INVALID_ARGUMENT", "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE")
        error = reply.json["error"]
        assert error["message"] == "Attribute INSULT does not support request languages: und"
        told = {"attribute": "INSULT", "detectedLanguages": ["und"]}
        assert error["details"][0]["languageNotSupportedByAttributeError"] == told

    @pytest.mark.parametrize("languages", [["fr"], ["en", "fr"], ["hi-Latn"]])
    def test_another_language_that_is_asked_for_is_told(self, server: Served, languages: list[str]) -> None:
        reply = server.analyze("hello", languages=languages)
        assert reply.error == (400, "INVALID_ARGUMENT", "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE")
        told = {"attribute": "TOXICITY", "requestedLanguages": languages}
        assert reply.json["error"]["details"][0]["languageNotSupportedByAttributeError"] == told

    @pytest.mark.parametrize("languages", [["en"], ["en-GB"], ["EN"]])
    def test_english_that_is_asked_for_goes_before_what_is_detected(
        self, server: Served, languages: list[str]
    ) -> None:
        reply = server.analyze(GERMAN, languages=languages)
        assert (reply.json["languages"], reply.json["detectedLanguages"]) == (languages, ["und"])
        assert value(reply, "TOXICITY") >= 0

    def test_what_is_not_supported_can_be_dropped(self, server: Served) -> None:
        reply = server.analyze(GERMAN, dropUnsupportedAttributes=True)
        assert reply.json == {"languages": ["und"], "detectedLanguages": ["und"]}
        reply = server.analyze("hello", "TOXICITY", "FLIRTATION", "OFF_TOPIC", dropUnsupportedAttributes=True)
        assert list(reply.json["attributeScores"]) == ["TOXICITY"]
        reply = server.analyze("hello", "TOXIC", dropUnsupportedAttributes=True)
        assert reply.code == 400  # a slip of the pen is no attribute that the Perspective API had


class TestHtml:
    def test_is_read_as_its_reader_sees_it(self, server: Served) -> None:
        plain = value(server.analyze("you idiot", "INSULT"), "INSULT")
        html = {"text": "<p>you <b>idiot</b></p>", "type": "HTML"}
        reply = server.analyze(None, "INSULT", comment=html, spanAnnotations=True)
        assert value(reply, "INSULT") == plain
        [span] = reply.json["attributeScores"]["INSULT"]["spanScores"]
        assert (span["begin"], span["end"]) == (0, len(html["text"]))
        as_text = server.analyze("<p>you <b>idiot</b></p>", "INSULT", spanAnnotations=True)
        assert value(as_text, "INSULT") > 0.5

    def test_without_words_is_empty(self, server: Served) -> None:
        reply = server.analyze(None, comment={"text": "<p><br></p>", "type": "HTML"})
        assert reply.error == (400, "INVALID_ARGUMENT", "COMMENT_EMPTY")


@pytest.mark.parametrize("comment", [None, {}, {"text": None}, {"text": ""}, {"text": " \n"}])
def test_an_empty_comment_is_told(server: Served, comment: Any) -> None:
    reply = server.analyze(None, comment=comment)
    assert reply.error == (400, "INVALID_ARGUMENT", "COMMENT_EMPTY")
    assert reply.json["error"]["message"] == "Comment must be non-empty."


def test_a_comment_may_have_20480_bytes(server: Served) -> None:
    assert server.analyze("é" * 10_240).code == 200
    reply = server.analyze("é" * 10_240 + "a")
    assert reply.error == (400, "INVALID_ARGUMENT", "COMMENT_TOO_LONG")
    assert reply.json["error"]["message"] == "Comment text too long."


@pytest.mark.parametrize("asked", [None, {}])
def test_no_attribute_is_told(server: Served, asked: Any) -> None:
    reply = server.analyze("hello", requestedAttributes=asked)
    assert reply.error == (400, "INVALID_ARGUMENT", "NO_REQUESTED_ATTRIBUTES")


@pytest.mark.parametrize("name", ["TOXIC", "toxicity", "TOXICITY@x", ""])
def test_an_unknown_attribute_is_told(server: Served, name: str) -> None:
    assert server.analyze("hello", name).json["error"]["message"] == f"Unknown requested attribute: {name}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"comment": "hello"}',
        b'{"coment": {"text": "hello"}}',
        b'{"comment": {"text": 5}}',
        b'{"comment": {"text": "\xff"}}',
        b'{"comment": {"text": "\\ud800"}}',
        b'{"comment": {"text": "a", "type": "MARKDOWN"}}',
        b'{"comment": {"text": "a"}, "requestedAttributes": {"TOXICITY": {"scoreThreshold": "high"}}}',
        b'{"comment": {"text": "a"}, "languages": "en"}',
        b"[" * 100_000,
        b'{"comment": ' * 10_000,
    ],
    ids=lambda body: body[:40].decode("latin-1"),
)
def test_what_is_malformed_is_told(server: Served, body: bytes) -> None:
    reply = server.ask("POST", ANALYZE, body)
    assert reply.error == (400, "INVALID_ARGUMENT", "INVALID_REQUEST")


def test_a_token_comes_back_whatever_it_is(server: Served) -> None:
    for token in ("", "<script>", 'a"b\\', "🙂" * 1000):
        assert server.analyze("hello", clientToken=token).json["clientToken"] == token


def test_query_parameters_of_googles_clients_do_no_harm(server: Served) -> None:
    body = json.dumps({"comment": {"text": "hi"}, "requestedAttributes": {"SPAM": {}}}).encode()
    path = f"{ANALYZE}?key=abc&alt=json&prettyPrint=false&$.xgafv=2"
    assert server.ask("POST", path, body).code == 200
    assert server.ask("POST", path.replace(":", "%3A"), body).code == 200
