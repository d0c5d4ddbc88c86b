"""Facts to write reports of: small dumps with everything in them, and hostile ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scored_rows import tally_by

from classifier.audit.places import Place
from classifier.audit.report import AuditFacts
from classifier.audit.tally import empty
from classifier.audit.told_campaigns import Post, ToldCampaign, ToldCampaigns
from classifier.labels import NAMES
from classifier.model import Model

DAY = 86_400_000_000

#: Texts that are more than text to a browser, a spreadsheet or Markdown, each with an insult to be shown for.
EVIL = (
    "<script>document.title = 'broken'</script> idiot",
    "<img src=x onerror=\"document.title='broken'\"> moron",
    '"><svg onload=alert(1)> idiot',
    "</blockquote></details></main><h1>idiot</h1>",
    "<style>body { display: none }</style> moron",
    "[click](javascript:alert(1)) **idiot**",
    '=HYPERLINK("http://evil.example", "idiot")',
    "{{ 7 * 7 }} {% raw %} moron",
    "&lt;b&gt; &amp; idiot &#x3c;script&#x3e;",
    "\u202eidiot backwards\u202c <!-- moron -->",
    "\0 idiot \x1b[31m",
)

COMMENTS = (
    "You absolute village idiot, read the article.",
    "please, you moron, think before you post",
    "What a lovely day, thanks for the write-up.",
    "I think the second paragraph is wrong about the dates.",
    "free nitro here, claim your nitro now",
    "you are an idiot and a moron",
    "fuck this release, it broke everything again",
    "Could somebody link the original paper?",
)


def rows_of(texts: Sequence[str], **named: str) -> list[dict[str, Any]]:
    """Rows of these texts by four authors in two channels, a day apart."""
    return [
        {
            "id": f"id{number}",
            "text": text,
            "author": f"Author Number {number % 4}",
            "channel": f"channel{number % 2}",
            "thread": f"thread{number % 3}",
            "topic": "The new release",
            "time": 1_700_000_000_000_000 + number * DAY,
        }
        | named
        for number, text in enumerate(texts)
    ]


def facts_of(model: Model, rows: list[dict[str, Any]], **other: Any) -> AuditFacts:
    """The facts of an audit of these rows."""
    facts = AuditFacts(
        tally=tally_by(model, rows) if rows else empty(np.array([model.thresholds[name] for name in NAMES])),
        model=model,
        thresholds=model.thresholds,
        places=[Place("dumps/discussion.jsonl")],
        manifest={
            "inputs": [
                {
                    "path": "dumps/discussion.jsonl",
                    "format": "jsonl",
                    "rows": len(rows),
                    "bytes": 12_345,
                    "sha256": "ab" * 32,
                }
            ],
            "configuration_sha256": "cd" * 32,
            "versions": {"python": "3.13.0", "tactful": "0.1.0"},
        },
    )
    return replace(facts, **other)


def campaigns_of(text: str, named: str = "Author Number 1") -> ToldCampaigns:
    """One campaign of three posts."""
    post = Post(0, 3, 4, "id3", named, "channel1", None, 1_700_000_000_000_000, ("spam",), text)
    posts = post, replace(post, row=5, text=f"{text}!")
    told = ToldCampaign(3, 2, 3, 1, 1_700_000_000_000_000, None, 0.93, posts)
    return ToldCampaigns((told,), 1, 3)
