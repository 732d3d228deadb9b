"""A lock that says who holds it: shared by those who work together, or held by one alone."""

from __future__ import annotations

import os
import socket
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

# How long a short command that holds it is waited for.
PATIENCE = 2.0
PAUSE = 0.05
# A server has little room for names.
LONGEST_MACHINE = 20
# Names, to the processes that it starts, the one that holds a home: they work under its lock.
PARENT = "PEISUAN_HELD_BY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """`what` runs (a command, the application), in which process on which machine since when."""

    what: str
    process: int
    machine: str
    since: datetime
    alone: bool

    @classmethod
    def now(cls, what: str, alone: bool) -> Holder:
        return cls(
            what=what,
            process=os.getpid(),
            machine=_machine(),
            since=datetime.now(UTC),
            alone=alone,
        )

    def excludes(self, other: Holder) -> bool:
        """Whether `other`, of this process, cannot come in beside it. It can where it is the same
        process, or the one that started it to work under its lock."""
        ours = (os.getpid(), int(os.environ.get(PARENT, 0)))
        is_ours = self.machine == _machine() and self.process in ours
        return not is_ours and (self.alone or other.alone)

    def __str__(self) -> str:
        where = "" if self.machine == _machine() else f" on {self.machine}"
        since = self.since.astimezone()
        return f"{self.what} (process {self.process}{where}, since {since:%Y-%m-%d %H:%M:%S})"


def _machine() -> str:
    return socket.gethostname()[:LONGEST_MACHINE]


class InUse(Exception):
    """Others hold it, in a way that does not go together with what was asked for."""

    def __init__(self, holders: list[Holder]) -> None:
        self.holders = holders
        super().__init__(f"{', '.join(map(str, holders))} is at work here")


class Entered(ABC):
    """One who is in."""

    @abstractmethod
    def lasts(self) -> bool:
        """Whether it is still so: a server may have been restarted."""

    @abstractmethod
    def leave(self) -> None: ...


class Held:
    """What a process holds, for as long as it wants to."""

    def __init__(self, lock: Lock, holder: Holder, patience: float) -> None:
        self._lock, self._holder = lock, holder
        self._entered = lock.enter(holder, patience)

    def renew(self) -> None:
        """Hold it again where it was lost.

        Raises:
            InUse: somebody took it meanwhile.
        """
        if not self._entered.lasts():
            self._entered.leave()
            self._entered = self._lock.enter(self._holder, PATIENCE)

    def leave(self) -> None:
        self._entered.leave()


class Lock(ABC):
    """Who comes looks at who is there and enters, while the gate keeps all others from it."""

    @contextmanager
    def hold(self, what: str, alone: bool = False, patience: float = PATIENCE) -> Iterator[Held]:
        """Hold it for as long as the context lasts, `alone` or with others.

        Raises:
            InUse: by other processes, for longer than `patience`, in seconds.
        """
        held = Held(self, Holder.now(what, alone), patience)
        try:
            yield held
        finally:
            held.leave()

    def holders(self) -> list[Holder]:
        """All who hold it now."""
        with self._gate():
            return self._living()

    def enter(self, holder: Holder, patience: float) -> Entered:
        until = time.monotonic() + patience
        while True:
            with self._gate():
                others = [one for one in self._living() if one.excludes(holder)]
                if not others:
                    return self._enter(holder)
            if time.monotonic() > until:
                raise InUse(others)
            time.sleep(PAUSE)

    @abstractmethod
    def _gate(self) -> AbstractContextManager[None]:
        """One process at a time."""

    @abstractmethod
    def _living(self) -> list[Holder]:
        """Those who entered and did not end."""

    @abstractmethod
    def _enter(self, holder: Holder) -> Entered:
        """Be one of them."""
