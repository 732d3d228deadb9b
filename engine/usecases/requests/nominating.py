"""Who is to take part in a training whose days are set: nominated by HR or by a head, for his own
people; whoever cannot come says so himself (declining.py)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.access import Right, require, scope
from engine.queries.catalogue import named
from engine.queries.people import WORKING
from engine.queries.request_sessions import people_of_session
from engine.store.tables import (
    Course,
    Employee,
    OrgUnit,
    Participation,
    Request,
    RequestLine,
    TrainingSession,
)
from engine.usecases.context import Context, reads
from engine.usecases.people import employee_within
from engine.usecases.requests.running import lines_with_sessions
from engine.usecases.requests.view import find
from engine.values.errors import InvalidInput
from engine.values.results import Named
from engine.workflow.life import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominations:
    """Of one line's session: `nominated` of its `seats` are taken, `people` those of them whom
    the actor may see by name."""

    number: str
    line: int
    course: Named
    start: date
    end: date
    place: str | None
    instructor: str | None
    seats: int
    nominated: int
    people: tuple[Named, ...]

    @property
    def free(self) -> int:
        return self.seats - self.nominated


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationReceipt:
    """`changed` are those who are nominated now and were not, or no longer are."""

    nominations: Nominations
    changed: tuple[Named, ...]
    repeated: bool


@reads
def nominations(context: Context, number: str) -> tuple[Nominations, ...]:
    """Who is nominated for the trainings of a request, line by line; none where no days are set.

    Raises:
        NotFound: no such request, or none that the actor may see.
    """
    request, _ = find(context, number, lock=False)
    return tuple(
        _of(context, request, line, held) for line, held in lines_with_sessions(context, request)
    )


def nominate(
    context: Context,
    number: str,
    people: Sequence[str],
    key: str,
    line: int | None = None,
    instead_of: Sequence[str] = (),
) -> NominationReceipt:
    """Nominate people (employee numbers) for a training whose days are set; who is nominated
    already stays so. `instead_of` are those whose places they take. All of them are told.

    Raises:
        InvalidInput: no days are set, the training is none of the catalogue, there are several
            and none is named, nobody is named, more people than seats are free, somebody of
            another unit than it was approved for, or who is to be replaced is not nominated or
            is to come as well.
        NotFound: no such request, or nobody of that number whom the actor nominates.
        NotPermitted: neither HR nor a head.
    """
    request, unit = find(context, number)
    found, held = _session(context, request, line)
    chosen = _chosen(context, number, people)
    _require_of_unit(context, request, unit, chosen)
    leaving = _leaving(context, number, held, chosen, instead_of)
    taken = people_of_session(context.session, held.id)
    new = [one for one in chosen if one not in taken]
    _require_free(request, held, len(taken), len(new))
    for person in new:
        context.session.add(
            Participation(session_id=held.id, employee_id=person.id, attended=False)
        )
    context.session.flush()
    if held.location:
        _tell(context, request, held, new, "nominated_at", place=held.location)
    else:
        _tell(context, request, held, new, "nominated")
    _tell(context, request, held, leaving, "nomination_withdrawn")
    replaced = {"instead_of": _numbers(leaving)} if leaving else {}
    context.record(
        "nominate", number, key, line=found.position_no, people=_numbers(new), **replaced
    )
    return _receipt(context, request, found, held, new)


def withdraw_nomination(
    context: Context, number: str, people: Sequence[str], key: str, line: int | None = None
) -> NominationReceipt:
    """Take people's nominations back; they are told.

    Raises:
        InvalidInput: as for `nominate`, or somebody is not nominated.
        NotFound, NotPermitted: as for `nominate`.
    """
    request, _ = find(context, number)
    found, held = _session(context, request, line)
    chosen = _chosen(context, number, people)
    _take_back(context, number, held, chosen)
    _tell(context, request, held, chosen, "nomination_withdrawn")
    context.record(
        "withdraw_nomination", number, key, line=found.position_no, people=_numbers(chosen)
    )
    return _receipt(context, request, found, held, chosen)


def _session(
    context: Context, request: Request, line: int | None
) -> tuple[RequestLine, TrainingSession]:
    """That of the line, or the only one."""
    require(context.actor, Right.NOMINATE)
    if request.state != State.SCHEDULED:
        raise InvalidInput(
            "not_in_this_state", number=request.number, state=request.state, event="nominate"
        )
    found = lines_with_sessions(context, request)
    if line is not None:
        if not 1 <= line <= len(request.lines):
            raise InvalidInput("no_such_line", lines=len(request.lines), line=line)
        found = [one for one in found if one[0].position_no == line]
    if not found:
        raise InvalidInput("nominate_without_course", number=request.number)
    if len(found) > 1:
        raise InvalidInput("nominate_for_which", number=request.number, lines=len(request.lines))
    return found[0]


def _chosen(context: Context, number: str, people: Sequence[str]) -> list[Employee]:
    if not people:
        raise InvalidInput("nominate_whom", number=number)
    found = [employee_within(context, one, Right.NOMINATE) for one in dict.fromkeys(people)]
    return list({one.id: one for one in found}.values())


def _leaving(
    context: Context,
    number: str,
    held: TrainingSession,
    chosen: Collection[Employee],
    instead_of: Sequence[str],
) -> list[Employee]:
    """Those whose places others take: they no longer have them."""
    if not instead_of:
        return []
    leaving = _chosen(context, number, instead_of)
    if both := [one for one in leaving if one in chosen]:
        raise InvalidInput("replaced_by_himself", number=number, people=_names(both))
    _take_back(context, number, held, leaving)
    return leaving


def _take_back(
    context: Context, number: str, held: TrainingSession, people: Collection[Employee]
) -> None:
    taken = people_of_session(context.session, held.id)
    if others := [one for one in people if one not in taken]:
        raise InvalidInput("not_nominated", number=number, people=_names(others))
    for person in people:
        context.session.delete(taken[person])
    context.session.flush()


def _require_of_unit(
    context: Context, request: Request, unit: OrgUnit, chosen: Collection[Employee]
) -> None:
    units = {one.org_unit_id for one in chosen}
    paths = dict(
        context.session.execute(select(OrgUnit.id, OrgUnit.path).where(OrgUnit.id.in_(units))).all()
    )
    others = [one for one in chosen if not paths[one.org_unit_id].startswith(unit.path)]
    if others:
        raise InvalidInput(
            "nominated_of_other_unit",
            number=request.number,
            unit=named(unit),
            people=_names(others),
        )
    if gone := [one for one in chosen if one.status not in WORKING]:
        raise InvalidInput("nominated_who_left", people=_names(gone))


def _require_free(request: Request, held: TrainingSession, taken: int, new: int) -> None:
    seats = held.seats or 0
    if taken + new > seats:
        raise InvalidInput(
            "no_seats_left", number=request.number, seats=seats, nominated=taken, new=new
        )


def _tell(
    context: Context,
    request: Request,
    held: TrainingSession,
    people: Collection[Employee],
    code: str,
    **where: object,
) -> None:
    context.notify(
        {one.id for one in people},
        code,
        number=request.number,
        by=context.actor.name,
        course=named(context.session.get_one(Course, held.course_id)),
        start=held.start_date,
        end=held.end_date,
        **where,
    )


def _receipt(
    context: Context,
    request: Request,
    line: RequestLine,
    held: TrainingSession,
    changed: Collection[Employee],
) -> NominationReceipt:
    return NominationReceipt(
        nominations=_of(context, request, line, held),
        changed=tuple(Named(one.emp_no, one.name) for one in changed),
        repeated=False,
    )


def _of(
    context: Context, request: Request, line: RequestLine, held: TrainingSession
) -> Nominations:
    taken = people_of_session(context.session, held.id)
    seen = scope(context.actor, Right.NOMINATE)
    units = {one.org_unit_id: context.session.get_one(OrgUnit, one.org_unit_id) for one in taken}
    return Nominations(
        number=request.number,
        line=line.position_no,
        course=named(context.session.get_one(Course, held.course_id)),
        start=held.start_date,
        end=held.end_date,
        place=held.location,
        instructor=held.instructor,
        seats=held.seats or 0,
        nominated=len(taken),
        people=tuple(
            Named(one.emp_no, one.name)
            for one in taken
            if seen and units[one.org_unit_id].path.startswith(seen)
        ),
    )


def _numbers(people: Collection[Employee]) -> list[str]:
    return [one.emp_no for one in people]


def _names(people: Collection[Employee]) -> list[str]:
    return [one.name for one in people]
