"""Requests that come together are scored together, and none waits without a bound."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

import classifier
from classifier.serve import limits
from classifier.serve.errors import ApiError
from classifier.serve.judge import Judge

LONG = "a word or two. " * 400


async def test_what_comes_in_one_turn_is_scored_in_one_go(made: classifier.Model) -> None:
    batches: list[int] = []
    judge = Judge(made, batches.append)
    texts = [f"you idiot {number}" for number in range(20)]
    judged = await asyncio.gather(*(judge.judge([text]) for text in texts))
    assert batches == [20]
    assert [each.scores[0][:7] for each in judged] == pytest.approx(made.score(texts)[:, :7])
    assert judge.waiting == 0


async def test_topics_and_several_texts_keep_apart(made: classifier.Model) -> None:
    judge = Judge(made)
    zoo = "zebra giraffe elephant rhinoceros antelope"
    under, plain, away = await asyncio.gather(
        judge.judge([zoo, "hello"], zoo), judge.judge(["idiot"]), judge.judge([zoo], "telescope laboratory")
    )
    assert under.scores[0][7] < 0.5 < away.scores[0][7]
    assert plain.scores[0][7] != plain.scores[0][7]
    assert len(under.scores) == 2
    assert plain.scores[0][:7] == pytest.approx(made.score(["idiot"])[0, :7])


async def test_a_batch_has_a_bound(made: classifier.Model) -> None:
    batches: list[int] = []
    judge = Judge(made, batches.append)
    await asyncio.gather(*(judge.judge(["hello"]) for _ in range(200)))
    assert max(batches) == limits.BATCH_TEXTS
    assert sum(batches) == 200


async def test_the_queue_has_a_bound(made: classifier.Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WAITING_CHARACTERS", 50)
    judge = Judge(made)
    done = await asyncio.gather(*(judge.judge(["x" * 10]) for _ in range(8)), return_exceptions=True)
    refused = [each for each in done if isinstance(each, ApiError)]
    assert len(refused) == 3
    assert (refused[0].code, refused[0].headers["Retry-After"]) == (503, "1")
    await judge.judge(["and then it goes on"])


async def test_long_comments_are_scored_beside_the_loop(made: classifier.Model) -> None:
    batches: list[int] = []
    judge = Judge(made, batches.append)
    long, _ = await asyncio.gather(judge.judge([LONG]), judge.judge(["hello"]))
    assert sorted(batches) == [1, 1]
    assert long.scores[0][:7] == pytest.approx(made.score([LONG])[0, :7])
    judge.close()


async def test_jobs_have_a_bound(made: classifier.Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WAITING_JOBS", 1)
    judge = Judge(made)
    go = threading.Event()
    jobs = [asyncio.ensure_future(judge.in_thread(go.wait)) for _ in range(limits.WORKERS + 1)]
    await asyncio.sleep(0)
    assert judge.waiting == len(jobs)
    with pytest.raises(ApiError, match="waiting"):
        await judge.in_thread(go.wait)
    go.set()
    assert await asyncio.gather(*jobs) == [True] * len(jobs)
    await judge.in_thread(go.wait)
    judge.close()


async def test_a_failure_reaches_all_who_wait(
    made: classifier.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("no")

    judge = Judge(made)
    with monkeypatch.context() as patch:
        patch.setattr(made, "score", fail)
        done = await asyncio.gather(judge.judge(["a"]), judge.judge(["b"]), return_exceptions=True)
    assert [type(each) for each in done] == [ValueError, ValueError]
    await judge.judge(["and then it goes on"])


async def test_who_has_gone_holds_nobody_up(made: classifier.Model) -> None:
    judge = Judge(made)
    gone = asyncio.ensure_future(judge.judge(["a"]))
    stays = asyncio.ensure_future(judge.judge(["b"]))
    await asyncio.sleep(0)
    gone.cancel()
    assert (await stays).english
