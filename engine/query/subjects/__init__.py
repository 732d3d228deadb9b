"""The catalogue: what can be asked about, each with its dimensions and measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.query.subject import Asked, Subject, with_shares
from engine.query.subjects.appraisals import agreements, appraisals
from engine.query.subjects.budgets import budgets, ledger
from engine.query.subjects.catalogued import courses, requirements, units
from engine.query.subjects.certificates import certificates
from engine.query.subjects.evaluations import evaluations, ratings
from engine.query.subjects.invitations import invitations, surveys
from engine.query.subjects.invoices import invoices
from engine.query.subjects.needs import needs
from engine.query.subjects.participations import attendance, participations, signups
from engine.query.subjects.people import people
from engine.query.subjects.plans import plans
from engine.query.subjects.requests import requests
from engine.query.subjects.results import results, unit_results
from engine.query.subjects.settings import delegations, rates
from engine.query.subjects.skills import skills
from engine.query.subjects.spending import spending
from engine.query.subjects.trainings import trainings

PEOPLE = "people"
_SUBJECTS: Mapping[str, Callable[[Asked], Subject]] = {
    PEOPLE: people,
    "certificates": certificates,
    "skills": skills,
    "participations": participations,
    "attendance": attendance,
    "signups": signups,
    "trainings": trainings,
    "spending": spending,
    "needs": needs,
    "requests": requests,
    "plans": plans,
    "budgets": budgets,
    "ledger": ledger,
    "invoices": invoices,
    "evaluations": evaluations,
    "ratings": ratings,
    "results": results,
    "unit_results": unit_results,
    "appraisals": appraisals,
    "agreements": agreements,
    "surveys": surveys,
    "invitations": invitations,
    "courses": courses,
    "units": units,
    "requirements": requirements,
    "rates": rates,
    "delegations": delegations,
}


class Catalogue(Mapping[str, Subject]):
    """Everything that can be asked about, for one day and one unit; each made when it is wanted, as
    a query is of one or two of them."""

    def __init__(self, asked: Asked) -> None:
        self._asked, self._made = asked, dict[str, Subject]()

    def __getitem__(self, name: str) -> Subject:
        if name not in self._made:
            self._made[name] = with_shares(_SUBJECTS[name](self._asked))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in _SUBJECTS

    def __iter__(self) -> Iterator[str]:
        return iter(_SUBJECTS)

    def __len__(self) -> int:
        return len(_SUBJECTS)
