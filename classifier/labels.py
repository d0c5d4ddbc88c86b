"""The eight labels: their names, families and meanings. The only place that lists them.

To add a label, add a row here; training, scoring and the reports follow. The order is the column order
of every score matrix and of the weights in a model file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["incivility", "off_topic_spam"]


@dataclass(frozen=True, slots=True)
class Label:
    """One thing a comment can be.

    `acts` says whether the label alone may ever ask for more than a note: profanity without a target is
    information, and an off-topic remark is no offence.
    """

    name: str
    family: Family
    meaning: str
    acts: bool = True
    needs_topic: bool = False


LABELS: tuple[Label, ...] = (
    Label("incivility", "incivility", "a moderator would act on this comment's tone"),
    Label("insult", "incivility", "name-calling or belittling a person or a group of people"),
    Label(
        "identity_attack",
        "incivility",
        "hostility because of who someone is: origin, religion, gender, sexuality, disability, age",
    ),
    Label("threat", "incivility", "wish or intent to harm"),
    Label("obscene", "incivility", "profane or sexual language; on its own informational", acts=False),
    Label("hostile", "incivility", "antagonising, condescending or dismissive without an insult word"),
    Label("spam", "off_topic_spam", "unsolicited promotion, scam, phishing, flooding or gibberish"),
    Label("off_topic", "off_topic_spam", "does not belong under this topic", acts=False, needs_topic=True),
)

NAMES: tuple[str, ...] = tuple(label.name for label in LABELS)
BY_NAME: dict[str, Label] = {label.name: label for label in LABELS}

#: The kinds of incivility that a moderator would act on: incivility is any of these.
UNCIVIL_KINDS: tuple[str, ...] = ("insult", "identity_attack", "threat", "hostile")

#: Labels scored by a linear model over n-grams; the others compare the comment with its topic.
LINEAR: tuple[str, ...] = tuple(label.name for label in LABELS if not label.needs_topic)
