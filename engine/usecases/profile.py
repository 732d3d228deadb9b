"""One person's record: skills, certificates, appraisal, trainings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.access import Right, require
from engine.analysis.appraisal import PersonScore
from engine.analysis.skill_gap import PERSON_GAP, PersonGap, ProfileInputs
from engine.queries.appraisals import PersonAppraisal, person_appraisals, person_scores
from engine.queries.catalogue import named
from engine.queries.certificates import PersonCertificate, person_certificates
from engine.queries.performance import PersonResult, person_results
from engine.queries.skills import person_skills
from engine.queries.taken import TrainingTaken, trainings_of
from engine.store.tables import Employee, OrgUnit, Position
from engine.usecases.context import Context, reads
from engine.usecases.explanations import explained
from engine.usecases.needed import of_person
from engine.usecases.people import employee_within
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Skills with the widest gap first; trainings the newest first. `manager` is whom he reports
    to, `left_on` his last day of work, where they are known."""

    person: Named
    unit: Named
    position: Named | None
    manager: Named | None
    left_on: date | None
    skills: tuple[PersonGap, ...]
    certificates: tuple[PersonCertificate, ...]
    results: tuple[PersonResult, ...]
    appraisal: tuple[PersonScore, ...]
    appraisals: tuple[PersonAppraisal, ...]
    trainings: tuple[TrainingTaken, ...]
    explanation_id: int


@reads
def profile(context: Context, emp_no: str | None = None) -> Profile:
    """The actor's own record, or that of somebody of his people.

    Raises:
        NotPermitted: somebody else's, for who is neither his head nor HR.
        NotFound: nobody of that number, for those who may know.
    """
    person = person_seen(context, emp_no)
    session = context.session
    unit = session.get_one(OrgUnit, person.org_unit_id)
    position = session.get(Position, person.position_id) if person.position_id else None
    manager = session.get(Employee, person.manager_id) if person.manager_id else None
    inputs = ProfileInputs(person.emp_no, tuple(person_skills(session, person)))
    answer = explained(context, PERSON_GAP, inputs, of_person(person, Right.SEE_PROFILES))
    return Profile(
        person=Named(person.emp_no, person.name),
        unit=named(unit),
        position=named(position) if position else None,
        manager=Named(manager.emp_no, manager.name) if manager else None,
        left_on=person.left_on,
        skills=answer.result,
        certificates=tuple(person_certificates(session, person, context.today)),
        results=tuple(person_results(session, person.id)),
        appraisal=tuple(person_scores(session, person.id)),
        appraisals=tuple(person_appraisals(session, person.id)),
        trainings=tuple(trainings_of(session, person.id)),
        explanation_id=answer.explanation_id,
    )


def person_seen(context: Context, emp_no: str | None) -> Employee:
    """The actor himself, or somebody whose record he may see.

    Raises:
        NotPermitted: he may see nobody's.
        NotFound: nobody of that number whom he may see.
    """
    if emp_no is None or emp_no == context.actor.emp_no:
        return context.session.get_one(Employee, context.actor.employee_id)
    # Whoever may see nobody learns nothing about which numbers there are.
    require(context.actor, Right.SEE_PROFILES)
    person = employee_within(context, emp_no, Right.SEE_PROFILES)
    context.looked_at(person.emp_no, "record")
    return person
