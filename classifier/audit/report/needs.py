"""What the report is made with, which only an audit needs: the extra `audit`."""

from __future__ import annotations

from importlib.util import find_spec

from classifier.errors import EnvironmentFailed

_PACKAGES = ("jinja2", "matplotlib", "nltk")


def check_needs() -> None:
    """Raise EnvironmentFailed where a package is missing: better before an audit than at its end."""
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise EnvironmentFailed(
            f"the report needs {', '.join(missing)}", mend="pip install 'tactful[audit]' has all it needs"
        )
