"""What `import classifier` and `tactful check` may cost: nothing that takes long to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SLOW = ("sklearn", "scipy", "nltk", "pyarrow", "discord", "joblib", "sqlalchemy", "pandas")

CHECK = "from classifier.cli.main import main; main(['check', 'You walnut, f4ck off', '--topic', 'Chess'])"


@pytest.mark.parametrize(
    "code",
    ["import classifier", "import classifier; classifier.load().score(['hello'], ['chess'])", CHECK],
    ids=["import", "score", "check"],
)
def test_the_core_imports_nothing_slow(code: str) -> None:
    report = f"import sys; print('\\n', *(name for name in {SLOW} if name in sys.modules))"
    ended = subprocess.run(
        [sys.executable, "-c", f"{code}; {report}"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.splitlines()[-1].split() == []
