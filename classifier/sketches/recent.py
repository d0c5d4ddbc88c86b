"""The texts of the last minutes, grouped as they come: nearly the same text, one group."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from classifier.sketches.single import Sketch, equal_marks, sketch_text
from classifier.sketches.sketch import ALIKE, marks_needed

Key = TypeVar("Key", bound=Hashable)

#: So many posts are remembered at most.
MOST_POSTS = 20_000
#: Of the texts with one key, so many are compared: the latest.
MOST_COMPARED = 4

_NEEDED = marks_needed(ALIKE)


@dataclass(slots=True)
class TextGroup(Generic[Key]):
    """Posts with nearly the same text.

    `name` is the key of the first, and stays when that post is forgotten. `posts` are those remembered, in
    the order in which they came: when each was written, by its key.
    """

    name: Key
    posts: dict[Key, datetime] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Text(Generic[Key]):
    sketch: Sketch
    group: TextGroup[Key]
    posts: int = 0


class RecentTexts(Generic[Key]):
    """Groups posts by their text as they come. Kept is no text but a sketch of each, as long as the window.

    A post falls in the group of the text that it is most like, if that is near enough; else it begins a group
    of its own. Groups never merge, so that a group's name may be relied upon.
    """

    def __init__(self, window: timedelta, most: int = MOST_POSTS) -> None:
        self._window = window
        self._most = most
        self._posts: OrderedDict[Key, tuple[datetime, _Text[Key]]] = OrderedDict()
        self._texts: dict[int, _Text[Key]] = {}
        self._by_key: dict[int, list[_Text[Key]]] = {}

    def __len__(self) -> int:
        return len(self._posts)

    def add(self, text: str, key: Key, when: datetime) -> TextGroup[Key] | None:
        """Remember a post and return its group, None if the text is too short to tell.

        A key that is known is a post that was edited: it leaves the group that it was in. What was written
        longer than the window before `when` is forgotten; posts are expected about in the order of time.
        """
        self.forget(key)
        self._forget_before(when - self._window)
        sketch = sketch_text(text)
        if not sketch.text:
            return None
        found = self._texts.get(sketch.text)
        if found is None:
            near = self._nearest(sketch)
            found = _Text(sketch, near.group if near else TextGroup(key))
            self._remember(found)
        found.posts += 1
        found.group.posts[key] = when
        self._posts[key] = when, found
        if len(self._posts) > self._most:
            self.forget(next(iter(self._posts)))
        return found.group

    def forget(self, key: Key) -> None:
        """Forget a post, if it is remembered."""
        _, text = self._posts.pop(key, (None, None))
        if text is None:
            return
        del text.group.posts[key]
        text.posts -= 1
        if not text.posts:
            self._drop(text)

    def _forget_before(self, start: datetime) -> None:
        while self._posts:
            key, (when, _) = next(iter(self._posts.items()))
            if when >= start:
                return
            self.forget(key)

    def _nearest(self, sketch: Sketch) -> _Text[Key] | None:
        """The most similar text that is similar enough; of equals the one met first."""
        best, nearest = _NEEDED - 1, None
        for text in {id(text): text for key in sketch.keys for text in self._by_key.get(key, ())}.values():
            equal = equal_marks(text.sketch.marks, sketch.marks)
            if equal > best:
                best, nearest = equal, text
        return nearest

    def _remember(self, text: _Text[Key]) -> None:
        self._texts[text.sketch.text] = text
        for key in text.sketch.keys:
            alike = self._by_key.setdefault(key, [])
            alike.append(text)
            if len(alike) > MOST_COMPARED:
                del alike[0]

    def _drop(self, text: _Text[Key]) -> None:
        del self._texts[text.sketch.text]
        for key in text.sketch.keys:
            alike = self._by_key.get(key, [])
            if text in alike:
                alike.remove(text)
            if not alike:
                self._by_key.pop(key, None)
