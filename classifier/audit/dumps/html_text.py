"""What a reader sees of a comment that is stored as HTML.

Not by the standard library's html.parser: Python 3.11's takes seconds for 20 KB of unfinished tags, more for
longer ones, and the comments come from strangers. This goes through any text once.
"""

from __future__ import annotations

import html
import re

from classifier.audit.dumps.rows import LONGEST_LINE

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[\s/][^<>]*)?)>|<![^<>]*>|<\?[^<>]*>")
_BLOCKS = """address article aside blockquote br dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5
    h6 header hr li main nav ol p pre section table td th tr ul"""
_BREAKS = frozenset(_BLOCKS.split())
_UNSEEN = frozenset(["script", "style", "template"])
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_VALUES = {
    name: re.compile(rf"""(?:^|[\s"'/]){name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE)
    for name in ("href", "alt")
}


def plain(body: str) -> str:
    """The text, with line breaks for paragraphs and <br>, entities as characters, links with their address.

    Pictures give their alternative text, which is what an emoji is called. A body longer than a row may be is
    returned as it is.

    >>> plain('Rock &amp; roll<p>see <a href="https://a.example/b" rel="nofollow">here</a></p>')
    'Rock & roll\\nsee here (https://a.example/b)'
    """
    if len(body) > LONGEST_LINE:
        return body
    if "<" in body:
        body = _without_tags(_without_comments(body))
    elif "&" in body:
        body = html.unescape(body)
    return "\n".join(filter(None, map(str.strip, body.split("\n"))))


def _without_comments(body: str) -> str:
    kept, at = [], 0
    while (begin := body.find("<!--", at)) >= 0 and (end := body.find("-->", begin + 4)) >= 0:
        kept.append(body[at:begin])
        at = end + 3
    return "".join([*kept, body[at:]])


def _without_tags(body: str) -> str:
    page = _Page()
    at = 0
    for tag in _TAG.finditer(body):
        page.words(body[at : tag.start()])
        page.tag((tag[2] or "").lower(), tag[3] or "", ends=bool(tag[1]))
        at = tag.end()
    page.words(body[at:])
    page.end_link()
    return "".join(page.pieces)


class _Page:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._link: tuple[str, int] | None = None  # its address, and how many pieces stand before it
        self._unseen = ""  # the element that hides all until it ends

    def words(self, text: str) -> None:
        if not self._unseen:
            self.pieces.append(html.unescape(text))

    def tag(self, name: str, attributes: str, *, ends: bool) -> None:
        if self._unseen:
            self._unseen = "" if ends and name == self._unseen else self._unseen
        elif name in _BREAKS:
            self.pieces.append("\n")
        elif name == "img":
            self.pieces.append(_value(attributes, "alt"))
        elif name == "a":
            self.end_link()
            self._link = None if ends else (_value(attributes, "href").strip(), len(self.pieces))
        elif name in _UNSEEN and not ends:
            self._unseen = name

    def end_link(self) -> None:
        """The address after the link's words, or in their place if they are its beginning, cut short."""
        if not self._link:
            return
        address, begin = self._link
        self._link = None
        if not _ABSOLUTE.match(address):
            return
        words = "".join(self.pieces[begin:]).strip()
        beginning = words.removesuffix("...").removesuffix("…")
        if address.startswith(beginning) or address.partition("//")[2].startswith(beginning):
            self.pieces[begin:] = [address]
        else:
            self.pieces.append(f" ({address})")


def _value(attributes: str, name: str) -> str:
    found = _VALUES[name].search(attributes)
    return html.unescape(found[1] or found[2] or found[3] or "") if found else ""
