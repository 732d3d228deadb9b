"""The report of a directory that was taken over, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import fallen_back, read_toml
from assistant.speech import Speech
from engine.queries.budget import BudgetLineBalance
from engine.usecases.directory.gone import OpenRequest, PersonGone, StepToTake, UnitGone
from engine.usecases.directory.values import Directory, DirectoryReport
from engine.values.results import Named

TEXTS = Path(__file__).parent / "texts"
SHOWN = 20


def told(speech: Speech, found: Directory, report: DirectoryReport, dry_run: bool) -> list[str]:
    """What was read and changed, and what hangs on what is gone."""
    return list(_Telling(speech).lines(found, report, dry_run))


class _Telling:
    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._texts = _texts(speech.language)

    def lines(self, found: Directory, report: DirectoryReport, dry_run: bool) -> Iterator[str]:
        yield self._say("read", units=len(found.units), people=len(found.people))
        for name, title in self._texts["lists"].items():
            if names := getattr(report, name):
                yield self._say("list", title=title, total=len(names), names=self._some(names))
        yield from self._gone("units_gone", report.units_gone)
        yield from self._gone("people_gone", report.people_gone)
        yield self._say("linked", linked=report.linked)
        if dry_run:
            yield self._say("dry_run")

    def _gone(self, name: str, things: Sequence[UnitGone] | Sequence[PersonGone]) -> Iterator[str]:
        if not things:
            return
        yield self._say("gone", title=self._texts["gone_lists"][name], total=len(things))
        for one in things:
            thing, hanging = self._hanging(one)
            yield self._say("thing", name=thing, code=thing.code)
            kind = self._texts["on_unit" if isinstance(one, UnitGone) else "on_person"]
            for title, what in hanging.items():
                if what:
                    yield self._say("hangs", title=kind[title], what=self._between(what))
            if not any(hanging.values()):
                yield self._say("nothing")

    def _hanging(self, one: UnitGone | PersonGone) -> tuple[Named, Mapping[str, Sequence[str]]]:
        """What it is, and for each kind of thing those that hang on it."""
        requests = [self._request(request) for request in one.requests]
        if isinstance(one, UnitGone):
            return one.unit, {
                "budgets": [self._budget(line) for line in one.budgets],
                "requests": requests,
                "head": [self._person(one.head)] if one.head else [],
                "people": self._people(one.people),
                "units": [self._speech.name(unit) for unit in one.units],
            }
        return one.person, {
            "requests": requests,
            "steps": [self._step(step) for step in one.steps],
            "heads": [self._speech.name(unit) for unit in one.heads],
            "roles": [
                self._detail("role", role=self._texts["roles"][role], unit=unit)
                for role, unit in one.roles
            ],
            "agreements": [
                self._detail("agreement", until=held.until, cost=held.cost)
                for held in one.agreements
            ],
        }

    def _budget(self, line: BudgetLineBalance) -> str:
        purpose = self._detail("purpose", purpose=line.purpose) if line.purpose else ""
        balance = line.balance
        return self._detail(
            "budget",
            year=line.fiscal_year,
            purpose=purpose,
            allocated=balance.allocated,
            reserved=balance.reserved,
            committed=balance.committed,
            actual=balance.actual,
            available=balance.available,
        )

    def _request(self, request: OpenRequest) -> str:
        state = self._speech.say(f"state.{request.state}")
        return self._detail("request", number=request.number, total=request.total, state=state)

    def _step(self, step: StepToTake) -> str:
        names = self._speech.people(step.others)
        others = self._detail("others", others=names) if names else self._texts["details"]["alone"]
        request = step.request
        return self._detail("step", number=request.number, total=request.total, others=others)

    def _person(self, person: Named) -> str:
        return self._speech.readings["person"](person)

    def _people(self, people: Sequence[Named]) -> list[str]:
        return [self._some([self._person(one) for one in people])] if people else []

    def _some(self, names: Sequence[str]) -> str:
        """The first of many."""
        shown = self._speech.people(names[:SHOWN])
        more = len(names) - SHOWN
        return self._say("more", names=shown, more=more) if more > 0 else shown

    def _between(self, parts: Sequence[str]) -> str:
        between: str = self._texts["between"]
        return between.join(parts)

    def _say(self, key: str, **values: object) -> str:
        return self._speech.format(self._texts[key], **values)

    def _detail(self, key: str, **values: object) -> str:
        return self._speech.format(self._texts["details"][key], **values)


@cache
def _texts(language: str) -> Mapping[str, Any]:
    return fallen_back(lambda one: read_toml(TEXTS / f"{one}.toml"), language)
