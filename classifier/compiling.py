"""Loops that numba compiles (the extra `audit`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """The function, compiled at its first call and kept on disk where there is room. It runs without the
    interpreter's lock.

    numba keeps compiled code until the function's own file changes, and does not see the files that it has
    numbers from. Whoever imports such numbers repeats them in a constant `MADE_FOR`, and a test tells when
    the two differ.
    """
    try:
        return cast(Function, njit(nogil=True, cache=True)(function))
    except RuntimeError:  # nowhere to keep compiled code
        return cast(Function, njit(nogil=True)(function))
