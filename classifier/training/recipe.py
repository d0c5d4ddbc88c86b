"""A recipe: all that decides what `train` makes of a corpus. config/recipes/default.toml documents it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from classifier.errors import BadInput
from classifier.labels import LINEAR, NAMES
from classifier.ngrams import NgramSettings
from classifier.soundness import check_ngrams

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


Section = TypeVar("Section", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a row counts: its quality's weight times its source's, and that once more for one label alone.

    What is not named counts 1.
    """

    quality: Mapping[str, float] = field(
        default_factory=lambda: {"gold": 1.0, "ok": 0.8, "proxy": 0.5, "synth": 0.5, "weak": 0.3}
    )
    source: Mapping[str, float] = field(default_factory=lambda: {"comments": 4.0})
    label: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {"off_topic": {"comments": 0.25, "halves": 3.0}}
    )

    def of(self, quality: str, source: str, label: str) -> float:
        for_label = self.label.get(label, {}).get(source, 1.0)
        return self.quality.get(quality, 1.0) * self.source.get(source, 1.0) * for_label


@dataclass(frozen=True, slots=True)
class Fit:
    """`inverse_penalty` is logistic regression's C; `folds` hold out groups for calibration.

    `iterations` bounds the search for the weights that are taught by probabilities.
    """

    inverse_penalty: float = 8.0
    folds: int = 3
    iterations: int = 60

    def __post_init__(self) -> None:
        if self.inverse_penalty <= 0:
            raise ValueError(f"inverse_penalty is {self.inverse_penalty}; it is above 0")
        if self.folds < 2:
            raise ValueError(f"folds is {self.folds}; there are at least 2")


@dataclass(frozen=True, slots=True)
class Teaching:
    """How much a teacher's lessons count, where there are any.

    `rows` and `pieces`: the weight of what it says of each comment and of each piece of one; `labels`: what
    people's labels still weigh beside it. `blend`: how many logits of other labels it adds to a label's own.
    """

    rows: float = 0.8
    pieces: float = 0.7
    labels: float = 0.2
    blend: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {"incivility": {"insult": 0.3, "obscene": 0.3}}
    )

    def __post_init__(self) -> None:
        for label, shares in self.blend.items():
            if unknown := sorted({label, *shares} - set(LINEAR)):
                raise ValueError(f"blend names {unknown[0]!r}, which no linear model scores")


#: The share of comments of each label in a heated discussion.
_HEATED = {
    "incivility": 0.3,
    "insult": 0.15,
    "identity_attack": 0.05,
    "threat": 0.05,
    "obscene": 0.05,
    "hostile": 0.1,
    "spam": 0.1,
    "off_topic": 0.1,
}
#: The share of everyday comments that each label may flag.
_RARELY = {
    "incivility": 0.0006,
    "insult": 0.0006,
    "identity_attack": 0.0005,
    "threat": 0.0005,
    "obscene": 0.02,
    "hostile": 0.001,
    "spam": 0.00025,
    "off_topic": 0.05,
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """The target of the labels' thresholds: as much recall as `precision` allows at that `prevalence`.

    It is sought on held-out rows of `sources`: there one idea of each label holds throughout. Of the held-out
    rows of the `everyday` sources, which people presume innocent, at most the share `false_alarms` may be
    flagged.
    """

    precision: Mapping[str, float] = field(
        default_factory=lambda: {name: 0.9 if name == "spam" else 0.8 for name in NAMES}
    )
    prevalence: Mapping[str, float] = field(default_factory=lambda: dict(_HEATED))
    sources: tuple[str, ...] = ("comments",)
    false_alarms: Mapping[str, float] = field(default_factory=lambda: dict(_RARELY))
    everyday: tuple[str, ...] = (
        "cat_gn",
        "chat_linux",
        "chat_mediawiki",
        "chat_rust",
        "chat_stripe",
        "chat_ubuntu",
        "chat_ubuntu-meeting",
        "goemotions",
    )

    def __post_init__(self) -> None:
        for setting in ("precision", "prevalence", "false_alarms"):
            shares: Mapping[str, float] = getattr(self, setting)
            if unknown := sorted(shares.keys() - set(NAMES)):
                raise ValueError(f"{setting} names {unknown[0]!r}, which is no label")
            for name, share in shares.items():
                if not 0 < share < 1:
                    raise ValueError(f"{setting} of {name} is {share}; it is between 0 and 1")


def _review() -> Threshold:
    precision = {**dict.fromkeys(NAMES, 0.7), "incivility": 0.73, "identity_attack": 0.5, "spam": 0.9}
    return Threshold(precision, false_alarms=dict.fromkeys(NAMES, 0.05))


@dataclass(frozen=True, slots=True)
class Recipe:
    """The default values are the default recipe."""

    name: str = "default"
    licences: tuple[str, ...] = ("P", "SA")
    ngrams: NgramSettings = field(default_factory=NgramSettings)
    weights: Weights = field(default_factory=Weights)
    fit: Fit = field(default_factory=Fit)
    teaching: Teaching = field(default_factory=Teaching)
    threshold: Threshold = field(default_factory=Threshold)
    review: Threshold = field(default_factory=_review)

    def __post_init__(self) -> None:
        check_ngrams(asdict(self.ngrams))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def load_recipe(named: str) -> Recipe:
    """The recipe of this name or in this file. Raises BadInput for an unknown name, file or key."""
    path = Path(named)
    if not path.suffix:
        if named == Recipe().name:
            return Recipe()
        raise BadInput(f"no recipe named {named!r}", mend="name a recipe's TOML file, or use `default`")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(
            f"cannot be read: {error.strerror}", where=str(path), mend="name a recipe's TOML file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"not valid TOML: {error}", where=str(path), mend="correct the file") from error
    return _merged(Recipe(name=path.stem), table, str(path))


def _merged(settings: Section, table: Any, where: str) -> Section:
    """`settings` with the values of a TOML table, section by section."""
    known = {item.name for item in fields(settings)}
    if not isinstance(table, Mapping):
        raise BadInput(f"is {table!r}", where=where, mend=f"a table of {', '.join(sorted(known))}")
    changes: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise BadInput(
                f"unknown setting {key!r}", where=where, mend=f"settings here: {', '.join(sorted(known))}"
            )
        current = getattr(settings, key)
        if is_dataclass(current) and not isinstance(current, type):
            changes[key] = _merged(current, value, f"{where}, [{key}]")
        else:
            changes[key] = _converted(key, current, value, where)
    try:
        return replace(settings, **changes)
    except ValueError as error:
        raise BadInput(str(error), where=where, mend="correct the file") from error


def _converted(key: str, current: Any, value: Any, where: str) -> Any:
    """A TOML value as the setting keeps it. Names that a table leaves out keep their numbers."""
    if not _alike(current, value):
        example = json.dumps(current)
        raise BadInput(f"{key} is {value!r}", where=where, mend=f"write it like {example}")
    if isinstance(current, Mapping):
        return {**current, **value}
    return tuple(value) if isinstance(current, tuple) else value


def _alike(current: Any, value: Any) -> bool:
    """Whether a TOML value is of the kind that a setting has: a whole number will do for any number."""
    if isinstance(current, Mapping):
        example = next(iter(current.values()), 0.0)
        return isinstance(value, Mapping) and all(_alike(example, item) for item in value.values())
    if isinstance(current, tuple):
        return isinstance(value, list) and all(_alike(current[0], item) for item in value)
    return type(value) is type(current) or (type(current), type(value)) == (float, int)
