"""Recipes: the file that documents the defaults is the defaults, and every slip in one is named."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from classifier.errors import BadInput
from classifier.training.recipe import Recipe, Weights, load_recipe

DEFAULT = Path(__file__).parents[3] / "config" / "recipes" / "default.toml"


def recipe_file(folder: Path, content: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(content, encoding="utf-8")
    return path


def settings(table: dict[str, Any], within: str = "") -> set[str]:
    """The dotted names of all settings of a table."""
    return {
        name
        for key, value in table.items()
        for name in (settings(value, f"{within}{key}.") if isinstance(value, dict) else {f"{within}{key}"})
    }


def test_the_documented_defaults_are_the_defaults() -> None:
    assert load_recipe(str(DEFAULT)) == Recipe() == load_recipe("default")


def test_every_setting_is_in_the_documented_file() -> None:
    assert settings(tomllib.loads(DEFAULT.read_text(encoding="utf-8"))) == settings(Recipe().to_json())


def test_every_setting_has_a_comment_of_its_own_or_its_tables() -> None:
    explained = False  # by a comment that stands right above the setting or its table
    above = ""
    for line in DEFAULT.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") or not line:
            explained = above.startswith("#") or (explained and bool(line))
        elif not line.startswith("#"):
            assert explained or "#" in line or above.startswith("#"), f"what is {line!r} for?"
        above = line


def test_a_recipe_names_only_what_it_changes(tmp_path: Path) -> None:
    path = recipe_file(
        tmp_path,
        'licences = ["P"]\n[ngrams]\nbits = 12\n'
        "[weights.source]\nmine = 2\n[threshold.precision]\nspam = 0.99\n",
    )
    recipe = load_recipe(str(path))
    assert recipe.name == "mine"
    assert recipe.licences == ("P",)
    assert (recipe.ngrams.bits, recipe.ngrams.char_sizes) == (12, Recipe().ngrams.char_sizes)
    assert recipe.weights.source == {**Recipe().weights.source, "mine": 2.0}
    assert recipe.threshold.precision == {**Recipe().threshold.precision, "spam": 0.99}
    assert recipe.fit == Recipe().fit


def test_weights_multiply_and_count_one_where_nothing_is_named() -> None:
    weights = Weights({"weak": 0.3}, {"comments": 4.0}, {"spam": {"comments": 0.5}})
    assert weights.of("weak", "forum", "insult") == pytest.approx(0.3)
    assert weights.of("weak", "comments", "insult") == pytest.approx(1.2)
    assert weights.of("weak", "comments", "spam") == pytest.approx(0.6)
    assert weights.of("unheard-of", "forum", "spam") == 1.0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("bitz = 3", "unknown setting 'bitz'; settings here: fit, licences"),
        ("[ngrams]\nbitz = 3", "[ngrams]: unknown setting 'bitz'; settings here: bits, char_sizes"),
        ("[weights.kind]\ngold = 1", "[weights]: unknown setting 'kind'"),
        ("[threshold.precision]\nrude = 0.9", "rude"),
        ("ngrams = 5", "ngrams"),
        ("[ngrams]\nbits = 'many'", "bits"),
        ("[ngrams]\nbits = 64", "bits"),
        ("[ngrams]\nchar_sizes = 3", "char_sizes"),
        ("[ngrams]\nchar_sizes = [1, 2]", "char_sizes"),
        ("[ngrams]\npairs = ['one']", "pairs"),
        ("licences = 'SA'", "licences"),
        ("[weights]\nquality = 3", "quality"),
        ("[weights.quality]\ngold = 'much'", "gold"),
        ("[fit]\nfolds = 1", "folds"),
        ("[fit]\ninverse_penalty = 0", "inverse_penalty"),
        ("[threshold]\nprecision = 0.9", "precision"),
        ("[threshold]\nprevalence = 3", "prevalence"),
        ("name = ", "not valid TOML"),
    ],
)
def test_a_slip_in_a_recipe_is_named_in_one_line(tmp_path: Path, content: str, says: str) -> None:
    path = recipe_file(tmp_path, content)
    with pytest.raises(BadInput) as caught:
        load_recipe(str(path))
    assert str(caught.value).startswith(str(path))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_recipe_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no recipe named 'best'; name a recipe's TOML file, or use `default`"):
        load_recipe("best")
    for missing in (tmp_path / "missing.toml", tmp_path.with_suffix(".toml")):
        with pytest.raises(BadInput, match=r"\.toml: cannot be read: No such file"):
            load_recipe(str(missing))
