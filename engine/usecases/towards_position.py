"""What somebody lacks for a position that is not his."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right
from engine.analysis.skill_gap import PERSON_GAP, PersonGap, ProfileInputs
from engine.queries.catalogue import by_code, named
from engine.queries.certificates import PersonCertificate, person_certificates
from engine.queries.positions import of_family
from engine.queries.skills import person_skills
from engine.store.tables import OrgUnit, Position
from engine.usecases.context import Context, reads
from engine.usecases.explanations import explained
from engine.usecases.needed import of_person
from engine.usecases.profile import person_seen
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class TowardsPosition:
    """Only what `towards` requires: the widest gap first. `position` is the one held."""

    person: Named
    unit: Named
    position: Named | None
    towards: Named
    skills: tuple[PersonGap, ...]
    certificates: tuple[PersonCertificate, ...]
    explanation_id: int


@reads
def towards_position(
    context: Context, position_code: str, emp_no: str | None = None
) -> TowardsPosition:
    """The actor's own levels and certificates, or those of somebody of his people, against what
    a position requires.

    Raises:
        NotPermitted: somebody else's, for who sees nobody's records.
        NotFound: nobody of that number whom he may see, or no such position.
    """
    person = person_seen(context, emp_no)
    session = context.session
    wanted = by_code(session, Position, position_code)
    held = session.get(Position, person.position_id) if person.position_id else None
    rows = [one for one in person_skills(session, person, wanted.id) if one.required is not None]
    inputs = ProfileInputs(person.emp_no, tuple(rows))
    answer = explained(context, PERSON_GAP, inputs, of_person(person, Right.SEE_PROFILES))
    certificates = person_certificates(session, person, context.today, wanted.id)
    return TowardsPosition(
        person=Named(person.emp_no, person.name),
        unit=named(session.get_one(OrgUnit, person.org_unit_id)),
        position=named(held) if held else None,
        towards=named(wanted),
        skills=answer.result,
        certificates=tuple(one for one in certificates if one.required),
        explanation_id=answer.explanation_id,
    )


@reads
def positions_next(context: Context, emp_no: str | None = None) -> tuple[Named, ...]:
    """The other positions of the person's own family for which a skill or a certificate is
    required; which of them comes next nobody has recorded.

    Raises:
        NotPermitted, NotFound: as for the record.
    """
    person = person_seen(context, emp_no)
    session = context.session
    held = session.get(Position, person.position_id) if person.position_id else None
    return tuple(map(named, of_family(session, held))) if held else ()
