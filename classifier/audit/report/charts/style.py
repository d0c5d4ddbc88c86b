"""How the report's charts look: stand-in colours that the page's style sheet fills in, and few lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from classifier.audit.report.svg import GRID, GROUND, INK, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PARAMETERS: Any = {
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": GRID,
    "axes.facecolor": "none",
    "axes.titlesize": 11,
    "axes.titlecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": GRID,
    "ytick.color": GRID,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": MUTED,
    "figure.facecolor": "none",
    "legend.frameon": False,
    "legend.labelcolor": INK,
    "patch.edgecolor": GROUND,
    "svg.fonttype": "none",
}


#: Inches around the panels and between them.
_LEFT, _RIGHT, _TOP, _BOTTOM, _BESIDE, _BELOW = 0.8, 0.4, 0.3, 0.45, 0.8, 0.45


@contextmanager
def drawing() -> Iterator[None]:
    """What is drawn inside looks like the report, whatever the user's own settings of matplotlib are."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_PARAMETERS)
        yield


def canvas(
    width: float, height: float, rows: int = 1, columns: int = 1, left: float = _LEFT
) -> tuple[Figure, list[Axes]]:
    """A figure whose panels, given row by row, have `width` and `height` inches each."""
    from matplotlib.figure import Figure

    whole = (
        left + columns * width + (columns - 1) * _BESIDE + _RIGHT,
        _TOP + rows * height + (rows - 1) * _BELOW + _BOTTOM,
    )
    figure = Figure(figsize=whole)
    panels = figure.subplots(
        rows,
        columns,
        squeeze=False,
        gridspec_kw={
            "left": left / whole[0],
            "right": 1 - _RIGHT / whole[0],
            "top": 1 - _TOP / whole[1],
            "bottom": _BOTTOM / whole[1],
            "wspace": _BESIDE / width,
            "hspace": _BELOW / height,
        },
    )
    return figure, list(panels.ravel())


def label_bottoms(panels: Sequence[Axes], shown: int, columns: int) -> None:
    """Hide the panels after the first `shown`, and the x axis's labels but under the last of each column."""
    for number, panel in enumerate(panels):
        panel.set_visible(number < shown)
        panel.tick_params(labelbottom=number + columns >= shown)
