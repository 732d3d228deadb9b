"""What an import took and what it refused."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value that could not be taken, and why (a code)."""

    row: int
    column: str
    value: str
    code: str


@dataclass(slots=True)
class ImportReport:
    """One sheet: rows read, added, changed, known already and refused."""

    file: str
    kind: str
    read: int = 0
    added: int = 0
    changed: int = 0
    known: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    ambiguous_dates: int = 0

    @property
    def refused(self) -> int:
        return len({refusal.row for refusal in self.refusals})
