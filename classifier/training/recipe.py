"""A recipe: all that decides what `train` makes of a corpus. config/recipes/default.toml documents it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from classifier.errors import BadInput
from classifier.labels import NAMES
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
    source: Mapping[str, float] = field(default_factory=lambda: {"comments": 10.0})
    label: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {
            "incivility": {
                "davidson2017": 0.3,
                "edos": 0.0,
                "gibert2018": 0.0,
                "goemotions": 2.0,
                "hatemoji_build": 0.5,
                "hatexplain": 0.3,
                "jigsaw": 2.0,
                "jigsaw_ak": 2.0,
                "reddit_incivility": 2.0,
                "toxic_spans": 0.5,
            },
            "off_topic": {"comments": 0.1},
        }
    )

    def of(self, quality: str, source: str, label: str) -> float:
        for_label = self.label.get(label, {}).get(source, 1.0)
        return self.quality.get(quality, 1.0) * self.source.get(source, 1.0) * for_label


@dataclass(frozen=True, slots=True)
class Fit:
    """`inverse_penalty` is logistic regression's C; `folds` hold out groups for calibration."""

    inverse_penalty: float = 3.0
    folds: int = 3

    def __post_init__(self) -> None:
        if self.inverse_penalty <= 0:
            raise ValueError(f"inverse_penalty is {self.inverse_penalty}; it is above 0")
        if self.folds < 2:
            raise ValueError(f"folds is {self.folds}; there are at least 2")


@dataclass(frozen=True, slots=True)
class Threshold:
    """The target of the labels' thresholds: as much recall as `precision` allows at that `prevalence`.

    It is sought on held-out rows of `sources`: there one idea of each label holds throughout.
    """

    precision: Mapping[str, float] = field(
        default_factory=lambda: {name: 0.9 if name == "spam" else 0.8 for name in NAMES}
    )
    prevalence: Mapping[str, float] = field(
        default_factory=lambda: {
            "incivility": 0.3,
            "insult": 0.15,
            "identity_attack": 0.05,
            "threat": 0.05,
            "obscene": 0.05,
            "hostile": 0.1,
            "spam": 0.1,
            "off_topic": 0.1,
        }
    )
    sources: tuple[str, ...] = ("comments",)

    def __post_init__(self) -> None:
        for setting, shares in (("precision", self.precision), ("prevalence", self.prevalence)):
            if unknown := sorted(shares.keys() - set(NAMES)):
                raise ValueError(f"{setting} names {unknown[0]!r}, which is no label")
            for name, share in shares.items():
                if not 0 < share < 1:
                    raise ValueError(f"{setting} of {name} is {share}; it is between 0 and 1")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The default values are the default recipe."""

    name: str = "default"
    licences: tuple[str, ...] = ("P", "SA")
    ngrams: NgramSettings = field(default_factory=NgramSettings)
    weights: Weights = field(default_factory=Weights)
    fit: Fit = field(default_factory=Fit)
    threshold: Threshold = field(default_factory=Threshold)

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
