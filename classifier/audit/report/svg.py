"""A matplotlib figure as SVG in a page: with its fonts and colours, and nothing that its policy forbids.

Colours are drawn as the stand-ins below and become classes, so that the page's style sheet colours the chart,
in the dark as well. Style attributes become plain ones: the page's content policy allows no inline style.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Stand-ins by the class that they become. The page's style sheet has the colours.
INK, MUTED, GRID, ACCENT, SECOND, THIRD, GROUND = (
    "#010101",
    "#020202",
    "#030303",
    "#040404",
    "#050505",
    "#060606",
    "#070707",
)
_CLASSES = {
    INK: "ink",
    MUTED: "muted",
    GRID: "grid",
    ACCENT: "accent",
    SECOND: "second",
    THIRD: "third",
    GROUND: "ground",
}

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"#([\w-]+)")


def svg(figure: Figure, name: str, title: str, description: str) -> str:
    """The figure as an `<svg>` element. `name` is unique in the page: ids begin with it."""
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": name}):
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(drawn.getvalue())  # noqa: S314  # we have just drawn it
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"}:
                parent.remove(child)
    for element in root.iter():
        _plain_attributes(element)
    _own_ids(root, name)
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-desc", "class": "chart"}
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


def _plain_attributes(element: ElementTree.Element) -> None:
    """Turn an element's style into attributes, and its colours into classes."""
    if _LINK in element.attrib:
        element.set("href", element.attrib.pop(_LINK))
    classes = []
    for declared in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declared.partition(":"))
        if not value:
            continue
        if name == "font":  # the page has its own; only the size is the chart's
            size = re.search(r"([\d.]+)px", value)
            if size:
                element.set("font-size", size[1])
        else:
            element.set(name, value)
    for name in ("fill", "stroke"):
        colour = _CLASSES.get(element.get(name, "").lower())
        if colour:
            del element.attrib[name]
            classes.append(f"{name}-{colour}")
    if classes:
        element.set("class", " ".join(classes))


def _own_ids(root: ElementTree.Element, name: str) -> None:
    """Keep the ids that something refers to, beginning with `name`; drop the others."""
    used: set[str] = set()
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "href" or "url(" in value:
                used.update(_REFERENCE.findall(value))
                element.attrib[key] = _REFERENCE.sub(rf"#{name}-\1", value)
    for element in root.iter():
        own = element.attrib.pop("id", None)
        if own in used:
            element.set("id", f"{name}-{own}")
