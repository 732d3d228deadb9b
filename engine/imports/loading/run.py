"""What one import goes by, and what every loader is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.orm import Session

from engine.access import Actor
from engine.imports.questions import Answers
from engine.imports.reading.rows import Row
from engine.imports.writing.writer import Writer
from engine.values.company import Company
from engine.values.currency_marks import currency_of

if TYPE_CHECKING:
    from engine.usecases.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The open transaction (rolled back where only a report is wanted), how it is written to,
    the company, who loads, the moment, and what was answered. `context` is the use case's: the
    ledger is posted to through it. `afterwards` is done when all sheets are loaded: what one says of
    things that a later one brings. `is_partial`: the rows are single ones, and who or what is not
    among them is not missing.

    The files of a run see each other: a kind is loaded after those before it in `Kind.order`,
    in the same session.
    """

    session: Session
    writer: Writer
    company: Company
    actor: Actor
    now: datetime
    answers: Answers = field(default_factory=Answers)
    context: Context | None = None
    # Whether anybody ever said what the home currency is: then bare amounts are in it.
    has_said_home: bool = True
    is_partial: bool = False
    afterwards: list[Callable[[], None]] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.company.day_of(self.now)

    @property
    def currency(self) -> str | None:
        """That of amounts without one: as was said of these files, else the home currency."""
        home = self.company.currency
        said = self.answers.to("currency")
        if said:
            return currency_of(said, home)
        return home if self.has_said_home else None

    @property
    def decimal(self) -> str | None:
        """The decimal sign, if it was said."""
        return self.answers.to("decimal")


class Loader(Protocol):
    """Made once a sheet as `Loader(run, report)`; takes its rows in order, then finishes. Every row
    ends in `report` as added, changed, same, refused or left out."""

    def take(self, row: Row) -> None: ...

    def finish(self) -> None: ...
