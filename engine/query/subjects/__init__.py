"""The catalogue: what can be asked about, each with its dimensions and measures."""

from __future__ import annotations

from collections.abc import Mapping

from engine.query.subject import Asked, Subject, with_shares
from engine.query.subjects.appraisals import agreements, appraisals
from engine.query.subjects.budgets import budgets, ledger
from engine.query.subjects.catalogued import courses, requirements, units
from engine.query.subjects.certificates import certificates
from engine.query.subjects.evaluations import evaluations, ratings
from engine.query.subjects.invitations import invitations, surveys
from engine.query.subjects.needs import needs
from engine.query.subjects.participations import attendance, participations, signups
from engine.query.subjects.people import people
from engine.query.subjects.requests import requests
from engine.query.subjects.results import results, unit_results
from engine.query.subjects.settings import delegations, rates
from engine.query.subjects.skills import skills
from engine.query.subjects.spending import spending
from engine.query.subjects.trainings import trainings

PEOPLE = "people"


def catalogue(asked: Asked) -> Mapping[str, Subject]:
    """Everything that can be asked about, for one day and one unit."""
    subjects = {
        PEOPLE: people(asked),
        "certificates": certificates(asked),
        "skills": skills(asked),
        "participations": participations(asked),
        "attendance": attendance(asked),
        "signups": signups(asked),
        "trainings": trainings(asked),
        "spending": spending(asked),
        "needs": needs(asked),
        "requests": requests(asked),
        "budgets": budgets(asked),
        "ledger": ledger(asked),
        "evaluations": evaluations(asked),
        "ratings": ratings(asked),
        "results": results(asked),
        "unit_results": unit_results(asked),
        "appraisals": appraisals(asked),
        "agreements": agreements(asked),
        "surveys": surveys(asked),
        "invitations": invitations(asked),
        "courses": courses(asked),
        "units": units(asked),
        "requirements": requirements(asked),
        "rates": rates(asked),
        "delegations": delegations(asked),
    }
    return {name: with_shares(subject) for name, subject in subjects.items()}
