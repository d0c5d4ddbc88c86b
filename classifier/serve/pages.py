"""The page to try the server on. It works offline: all of it is in the folder page."""

from __future__ import annotations

from pathlib import Path

from classifier.serve.call import Answer, Call, Handler

PAGE = Path(__file__).with_name("page")

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Where each file of the page is, and what it is.
FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
}


def page(path: str) -> Handler:
    """A handler that gives one of the page's files, read once."""
    name, media_type = FILES[path]
    answer = Answer((PAGE / name).read_bytes(), media_type, headers=_HEADERS)

    async def give(_call: Call) -> Answer:
        return answer

    return give
