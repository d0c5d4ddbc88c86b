"""The Perspective API's attributes, as far as the model's labels bear them. docs/serve.md has the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.labels import BY_NAME, LINEAR, NAMES

_COLUMN = {name: column for column, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Attribute:
    """What an attribute is made of: the one label, or the largest score of several.

    `severe` multiplies that with the score of the label named there: both must be high.
    """

    name: str
    labels: tuple[str, ...]
    severe: str | None = None

    @property
    def needs_context(self) -> bool:
        return any(BY_NAME[label].needs_topic for label in self.labels)

    @property
    def linear_label(self) -> str | None:
        """The label whose exact weights explain the attribute, if it is just one."""
        alone = len(self.labels) == 1 and not self.severe and self.labels[0] in LINEAR
        return self.labels[0] if alone else None

    @property
    def derivation(self) -> str:
        """How the score comes about, for the documentation."""
        whole = f"largest of {', '.join(self.labels)}" if len(self.labels) > 1 else self.labels[0]
        return f"{self.severe} times the {whole}" if self.severe else whole

    def score(self, scores: Sequence[float]) -> float:
        """The attribute's score from one row of the model's, in the order of `NAMES`; NaN if it can't be
        told."""
        value = max(scores[_COLUMN[label]] for label in self.labels)
        return value * scores[_COLUMN[self.severe]] if self.severe else value


#: Those that tell the same as others do under a second name. The Perspective API gave them to languages that
#: were new to it, and to quicker models.
_ALIASES = {
    "TOXICITY": ("TOXICITY_EXPERIMENTAL", "TOXICITY_FAST"),
    "SEVERE_TOXICITY": ("SEVERE_TOXICITY_EXPERIMENTAL",),
    "IDENTITY_ATTACK": ("IDENTITY_ATTACK_EXPERIMENTAL",),
    "INSULT": ("INSULT_EXPERIMENTAL",),
    "PROFANITY": ("PROFANITY_EXPERIMENTAL",),
    "THREAT": ("THREAT_EXPERIMENTAL",),
}

_OWN = (
    Attribute("TOXICITY", ("incivility",)),
    Attribute("SEVERE_TOXICITY", ("insult", "identity_attack", "threat"), severe="incivility"),
    Attribute("IDENTITY_ATTACK", ("identity_attack",)),
    Attribute("INSULT", ("insult",)),
    Attribute("PROFANITY", ("obscene",)),
    Attribute("THREAT", ("threat",)),
    Attribute("ATTACK_ON_COMMENTER", ("insult", "hostile")),
    Attribute("INFLAMMATORY", ("hostile", "insult", "identity_attack", "threat")),
    Attribute("OBSCENE", ("obscene",)),
    Attribute("OFF_TOPIC", ("off_topic",)),
    Attribute("SPAM", ("spam",)),
)

#: Every attribute that is served, by the name that a request uses.
ATTRIBUTES: dict[str, Attribute] = {
    name: attribute for attribute in _OWN for name in (attribute.name, *_ALIASES.get(attribute.name, ()))
}

#: What the Perspective API had and no label of ours says: why it is refused.
REFUSED: dict[str, str] = {
    "SEXUALLY_EXPLICIT": "our label obscene does not tell sexual language from swearing",
    "FLIRTATION": "no label says it",
    "ATTACK_ON_AUTHOR": "no label tells the author of an article from others who are attacked",
    "INCOHERENT": "no label says it",
    "UNSUBSTANTIAL": "no label says it",
    "LIKELY_TO_REJECT": "it was one newspaper's own judgement",
    **dict.fromkeys(
        (
            "AFFINITY_EXPERIMENTAL",
            "COMPASSION_EXPERIMENTAL",
            "CONSTRUCTIVE_EXPERIMENTAL",
            "CURIOSITY_EXPERIMENTAL",
            "NUANCE_EXPERIMENTAL",
            "PERSONAL_STORY_EXPERIMENTAL",
            "REASONING_EXPERIMENTAL",
            "RESPECT_EXPERIMENTAL",
            "ALIENATION_EXPERIMENTAL",
            "FEARMONGERING_EXPERIMENTAL",
            "GENERALIZATION_EXPERIMENTAL",
            "MORAL_OUTRAGE_EXPERIMENTAL",
            "POWER_APPEAL_EXPERIMENTAL",
            "SCAPEGOATING_EXPERIMENTAL",
        ),
        "no label says what makes talk better or divides people",
    ),
}


def find(name: str) -> Attribute | None:
    """The attribute of that name, with or without a version: the Perspective API took `TOXICITY@6`.

    >>> find("TOXICITY@6").name
    'TOXICITY'
    >>> find("FLIRTATION") is None
    True
    """
    base, _, version = name.partition("@")
    return ATTRIBUTES.get(base) if not version or version.isdigit() else None


def why_refused(name: str) -> str | None:
    """Why an attribute that the Perspective API had is not served here."""
    return REFUSED.get(name.partition("@")[0])
