"""The report: one HTML file that needs nothing beside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from classifier.audit.report import filters
from classifier.audit.report.contents import contents
from classifier.audit.report.facts import AuditFacts
from classifier.audit.report.needs import check_needs
from classifier.audit.report.posts import Post, posts
from classifier.wholefile import writing

#: The report is smaller than this, whatever was audited: posts are left out until it is. Bytes.
LARGEST = 5_000_000

_PAGE = Path(__file__).with_name("page")

#: The sections in order: id, heading, template.
SECTIONS = (
    ("summary", "What to know", "summary.html"),
    ("prevalence", "How common each label is", "prevalence.html"),
    ("time", "Over time", "time.html"),
    ("groups", "By channel, thread and topic", "groups.html"),
    ("scores", "Scores and thresholds", "scores.html"),
    ("posts", "Posts to look at", "posts.html"),
    ("campaigns", "The same text from several authors", "campaigns.html"),
    ("phrases", "Words that set flagged comments apart", "phrases.html"),
    ("authors", "Authors", "authors.html"),
    ("trust", "How far to trust this", "trust.html"),
    ("unread", "What could not be read", "unread.html"),
    ("manifest", "Inputs, model and hashes", "manifest.html"),
)


def write_report(path: Path, facts: AuditFacts) -> None:
    """Write the report. The same facts give the same bytes.

    Raises EnvironmentFailed where the file can't be written or a package is missing, BadInput where
    `facts.evaluation` names no set.
    """
    check_needs()
    told = contents(facts)
    kept = posts(facts)
    page = _page(told, kept, 0)
    shown = len(kept)
    while len(page) >= LARGEST and shown:
        shown //= 2
        page = _page(told, _fewer(kept, shown), len(kept) - shown)
    with writing(path) as file:
        file.write(page)


def _fewer(kept: Sequence[Post], most: int) -> Sequence[Post]:
    """So many posts in their order. The longest texts go first: one costs as much as many short ones."""
    shortest = sorted(kept, key=lambda post: sum(len(piece.text) for piece in post.pieces))[:most]
    chosen = {(post.source, post.row, post.below) for post in shortest}
    return [post for post in kept if (post.source, post.row, post.below) in chosen]


def _page(told: Mapping[str, Any], shown: Sequence[Post], left_out: int) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style, script = ((_PAGE / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    environment = Environment(
        loader=FileSystemLoader(_PAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= filters.FILTERS
    page = environment.get_template("report.html").render(
        told,
        sections=SECTIONS,
        posts=shown,
        posts_left_out=left_out,
        style=Markup(style),  # noqa: S704  # our own files
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
    )
    return page.encode("utf-8", "replace")


def _policy(style: str, script: str) -> str:
    """What the page may do: apply its own style and run its own script. Nothing is fetched or sent."""
    return (
        f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
