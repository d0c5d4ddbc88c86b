"""Which group a worker takes next: each reads a task of its own while there are enough, then they share."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from threading import Lock

from classifier.audit.groups import Group, groups
from classifier.audit.plan import Task


class TaskReading:
    """A task that is being read. Its groups are given out one by one, whoever asks."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._groups: Iterator[Group] = groups(task)
        self._reading = Lock()

    def next(self) -> Group | None:
        """The next group, or None at the end. Waits while another worker reads."""
        with self._reading:
            return next(self._groups, None)

    def waiting(self) -> bool:
        """Whether nobody is reading at this moment."""
        return not self._reading.locked()


class Supply:
    """Groups for several workers: nobody hoards them, so memory holds no more than one for each worker."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._untouched = deque(tasks)
        self._open: list[TaskReading] = []
        self._choosing = Lock()

    def groups(self) -> Iterator[tuple[Task, Group]]:
        """What one worker is to do, until there is no more."""
        while reading := self._choose():
            while (group := reading.next()) is not None:
                yield reading.task, group
            with self._choosing:
                if reading in self._open:
                    self._open.remove(reading)

    def _choose(self) -> TaskReading | None:
        """A task that nobody has begun, else one that others are at: first one that can be read at once."""
        with self._choosing:
            if self._untouched:
                reading = TaskReading(self._untouched.popleft())
                self._open.append(reading)
                return reading
            return next(
                (reading for reading in self._open if reading.waiting()), next(iter(self._open), None)
            )
