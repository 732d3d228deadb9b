"""What every use case gets, and the one place where its work is committed."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from engine.access import Actor, Right, Role
from engine.access.granting import vouches
from engine.columnar import Columns
from engine.columnar.age import told_as_of
from engine.policy import Policy
from engine.queries.addresses import readdressed
from engine.queries.company import company_of
from engine.queries.people import EVERYWHERE, actor_of, find_employee, is_here
from engine.queries.policy import policy_of
from engine.queries.rates import Rates
from engine.store.database import Database
from engine.store.tables import Explanation
from engine.store.time_limit import OutOfTime, limited
from engine.store.types import MOMENT, VOUCHED
from engine.trust.audit import OPERATOR, Deed, Way, append
from engine.trust.notices import store_notice
from engine.trust.receipts import claim, command_given, first_receipt, keep_receipt, own_key
from engine.usecases.directory.returning import end_former_powers
from engine.usecases.powers import tell_powers
from engine.values.company import Company
from engine.values.errors import EngineError, NotFound, NotPermitted, TookTooLong
from engine.values.fiscal import FiscalCalendar
from engine.watching.metrics import USE_CASES, timed
from engine.watching.spans import ours

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
_READS, _LIVE, _ASKS = "_peisuan_reads", "_peisuan_live", "_peisuan_asks"
MOST_TRIES = 8
SYSTEM = Actor(employee_id=0, emp_no="system", name="system", org_unit_id=0, paths={})
# The company's identity provider, which keeps people and units up to date and does nothing else.
PROVISIONER = Actor(employee_id=0, emp_no="scim", name="scim", org_unit_id=0, paths={})
# The channel of the set-up, before anybody can sign in as himself.
SETUP = "setup"
# Who runs the installation may do what any role may, in the whole company.
INSTALLER = Actor(
    employee_id=0,
    emp_no=OPERATOR,
    name=OPERATOR,
    org_unit_id=0,
    paths=dict.fromkeys(Role, EVERYWHERE),
)


Keep = Callable[[Sequence[Explanation]], list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The open transaction, who asks, the policy in force, the moment, the company's settings.

    `keep` stores explanations and returns their ids. `deeds` are written to the audit log
    at the end of the transaction. `as_of` is the moment of the copy that is read, where the store
    has changed since.
    """

    session: Session
    actor: Actor
    policy: Policy
    now: datetime
    company: Company
    channel: str
    keep: Keep
    carriers: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    deeds: list[Deed] = field(default_factory=list)
    as_of: datetime | None = None

    @property
    def today(self) -> date:
        """The day it is where the company is."""
        return self.company.day_of(self.now)

    @property
    def currency(self) -> str:
        """The company's home currency."""
        return self.company.currency

    def rates(self) -> Rates:
        """The exchange rates into the home currency, with a memory of their own."""
        return Rates(self.session, self.currency)

    @property
    def fiscal(self) -> FiscalCalendar:
        return self.company.fiscal

    @property
    def fiscal_year(self) -> int:
        """The name of the fiscal year that it is."""
        return self.fiscal.year_of(self.today)

    def record(self, action: str, subject: str, key: str | None = None, **detail: Any) -> None:
        """Say in the audit log that the actor did this, and with which key."""
        own = own_key(self.actor.emp_no, key) if key else None
        self.deeds.append(Deed(action, subject, detail, own))

    def looked_at(self, subject: str, what: str, **detail: Any) -> None:
        """Say in the audit log that the actor looked at somebody's record, or at those of a
        unit's people; his own is nobody's business."""
        if subject != self.actor.emp_no:
            self.record("look", subject, what=what, **detail)

    def notify(self, recipients: Collection[int], code: str, **args: Any) -> None:
        """Tell people (employee ids) something, beside whatever the transaction stores; the
        actor himself knows."""
        others = set(recipients) - {self.actor.employee_id}
        store_notice(self.session, others, code, args, self.now, self.carriers)

    def alert(self, recipient: int, code: str, **args: Any) -> None:
        """Tell somebody what was done about himself, wherever he can be reached at all."""
        ways = (*self.carriers, *self.alarms)
        store_notice(self.session, {recipient}, code, args, self.now, ways)


def reads(
    usecase: Callable[Concatenate[Context, P], R],
) -> Callable[Concatenate[Context, P], R]:
    """Mark a use case that stores nothing but explanations, and that a record was looked at.

    It gets a session for reading, so that an analysis of a whole company keeps nobody from
    writing; each explanation is committed by itself.
    """
    setattr(usecase, _READS, True)
    return usecase


def reads_columns(
    usecase: Callable[Concatenate[Context, P], R],
) -> Callable[Concatenate[Context, P], R]:
    """The same for figures of many people: in a large company the copy by columns answers, where
    there is one that may. Who asks, and what he may see, is the store's to say in any case."""
    return reads_columns_unless(lambda *_args, **_kwargs: False)(usecase)


def reads_columns_unless(
    live: Callable[P, bool],
) -> Callable[[Callable[Concatenate[Context, P], R]], Callable[Concatenate[Context, P], R]]:
    """The same, but where what is asked for is `live`: that the store alone answers, as of now."""

    def marked(
        usecase: Callable[Concatenate[Context, P], R],
    ) -> Callable[Concatenate[Context, P], R]:
        setattr(usecase, _LIVE, live)
        return reads(usecase)

    return marked


def asks_whether(
    usecase: Callable[Concatenate[Context, P], R],
) -> Callable[Concatenate[Context, P], R]:
    """The same, of what doors ask before they offer something: its no is nothing to be noted."""
    setattr(usecase, _ASKS, True)
    return reads(usecase)


def only_reads(usecase: Callable[..., Any]) -> bool:
    """Whether a use case was marked with `reads`."""
    return getattr(usecase, _READS, False)


class BudgetEngine:
    """The engine as its callers see it: `perform` a use case as a person.

    `policy` holds where the company has set none of its own. `carriers` are the names of those
    that carry notices out; `alarms` of those that carry out besides what somebody must learn.
    `seconds` is how long what only reads may keep the store busy. `columns` is the store's copy
    that answers in its place.
    """

    def __init__(
        self,
        database: Database,
        policy: Policy,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        carriers: tuple[str, ...] = (),
        alarms: tuple[str, ...] = (),
        seconds: float | None = None,
        columns: Columns | None = None,
    ) -> None:
        self.database = database
        self.columns = columns
        self.seconds = seconds
        self.default_policy = policy
        self.clock = clock
        self.carriers = carriers
        self.alarms = alarms

    def company(self) -> Company:
        """What holds for the company as of now."""
        with self.database.reading() as session:
            return company_of(session)

    def today(self) -> date:
        """The day it is where the company is."""
        return self.company().day_of(self.clock())

    @property
    def policy(self) -> Policy:
        """The policy in force as of now."""
        with self.database.reading() as session:
            today = company_of(session).day_of(self.clock())
            return policy_of(session, today, self.default_policy)

    def perform(
        self,
        usecase: Callable[Concatenate[Context, P], R],
        person: str,
        way: str | Way,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run `usecase` as the employee `person` in one transaction; an error undoes it all. A
        `way` without more is the channel's name.

        Two who write the same at once are told apart by the store's constraints; the one
        who comes second starts again, and then finds what the first one left. A command (a use
        case with a `key`) that the person gave before gives the first receipt again.

        Raises:
            InvalidInput: the key was used before, for something else.
            NotFound: nobody has that employee number.
            EngineError: whatever the use case refuses.
        """
        return self._perform(
            lambda *where: _employee(person, *where), usecase, way, *args, **kwargs
        )

    def perform_as_system(
        self, usecase: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run `usecase` as nobody in particular: what time does by itself."""
        return self._perform(lambda *_: SYSTEM, usecase, SYSTEM.emp_no, *args, **kwargs)

    def perform_as_operator(
        self, usecase: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run `usecase` as whoever runs the installation, at the command line."""
        return self._perform(lambda *_: INSTALLER, usecase, OPERATOR, *args, **kwargs)

    def perform_as_setter(
        self, usecase: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run `usecase` as the same, on the page, with the set-up code."""
        return self._perform(lambda *_: INSTALLER, usecase, SETUP, *args, **kwargs)

    def perform_as_provisioner(
        self,
        usecase: Callable[Concatenate[Context, P], R],
        began: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run `usecase` as the company's identity provider, which came in with `began`."""
        way = Way(PROVISIONER.emp_no, began)
        return self._perform(lambda *_: PROVISIONER, usecase, way, *args, **kwargs)

    def _perform(
        self,
        who: Callable[[Session, date], Actor],
        usecase: Callable[Concatenate[Context, P], R],
        came: str | Way,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        way = came if isinstance(came, Way) else Way(came)
        name = usecase.__name__
        with ours.span(name, channel=way.channel), timed(USE_CASES, EngineError, use_case=name):
            return self._try(who, usecase, way, *args, **kwargs)

    def _try(
        self,
        who: Callable[[Session, date], Actor],
        usecase: Callable[Concatenate[Context, P], R],
        way: Way,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        context: Context | None = None
        for left in reversed(range(MOST_TRIES)):
            try:
                with self._session(usecase) as (session, keep):
                    context = self._context(session, keep, who, way.channel)
                    result = self._answer(context, usecase, *args, **kwargs)
                    if not only_reads(usecase):
                        end_former_powers(context)
                        _tell_readdressed(context)
                        tell_powers(context)
                        _log(session, context, way)
                if only_reads(usecase) and context.deeds:
                    with self.database.transaction() as session:
                        _log(session, context, way)
                return result
            except NotPermitted as refusal:
                if not getattr(usecase, _ASKS, False):
                    _note_refused(context, way, usecase.__name__, refusal)
                raise
            except (IntegrityError, OperationalError):
                if not left or only_reads(usecase):
                    raise
                time.sleep(random.uniform(0.005, 0.05))
        raise AssertionError("the last try returns or raises")

    def _answer(
        self,
        context: Context,
        usecase: Callable[Concatenate[Context, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """By the copy, where one may answer; a copy that fails leaves it to the store."""
        live = getattr(usecase, _LIVE, None)
        if self.columns is None or live is None or live(*args, **kwargs):
            return _once(context, usecase, *args, **kwargs)
        standing = self.columns.standing(context.session)
        if standing is None:
            return _once(context, usecase, *args, **kwargs)
        deeds = len(context.deeds)
        try:
            with standing.snapshot.reading(self.seconds) as session:
                session.info.update(context.session.info)
                by_columns = replace(context, session=session, as_of=standing.as_of)
                result = usecase(by_columns, *args, **kwargs)
        except SQLAlchemyError as error:
            self.columns.left_out(error)
            del context.deeds[deeds:]
            return _once(context, usecase, *args, **kwargs)
        told_as_of(standing.as_of)
        return result

    def _context(
        self,
        session: Session,
        keep: Keep,
        who: Callable[[Session, date], Actor],
        channel: str,
    ) -> Context:
        now = session.info[MOMENT] = self.clock()
        company = company_of(session)
        today = company.day_of(now)
        policy = policy_of(session, today, self.default_policy)
        actor = replace(who(session, today), by_policy=rights_by(policy))
        session.info[VOUCHED] = vouches(actor)
        return Context(
            session=session,
            actor=actor,
            policy=policy,
            now=now,
            company=company,
            channel=channel,
            keep=keep,
            carriers=self.carriers,
            alarms=self.alarms,
        )

    @contextmanager
    def _session(self, usecase: Callable[..., Any]) -> Iterator[tuple[Session, Keep]]:
        if only_reads(usecase):
            with self.database.reading() as session, self._in_time(session):
                yield session, self._keep_apart
        else:
            with self.database.transaction() as session:
                yield session, lambda explanations: _keep(session, explanations)

    @contextmanager
    def _in_time(self, session: Session) -> Iterator[None]:
        if self.seconds is None:
            yield
            return
        try:
            with limited(session, self.seconds):
                yield
        except OutOfTime as error:
            raise TookTooLong("took_too_long", seconds=self.seconds) from error

    def _keep_apart(self, explanations: Sequence[Explanation]) -> list[int]:
        with self.database.transaction() as session:
            return _keep(session, explanations)


def _log(session: Session, context: Context, way: Way) -> None:
    if context.deeds:
        actor = context.actor.emp_no
        append(session, actor, way, context.now, context.deeds)


def _note_refused(context: Context | None, way: Way, name: str, refusal: NotPermitted) -> None:
    """Who tried what is not his to do, without what he said."""
    who = context.actor.emp_no if context is not None else "-"
    logger.warning(
        "not permitted: %s to %s (%s) by %s", name, who, refusal.code, way.began or way.channel
    )


def rights_by(policy: Policy) -> dict[str, tuple[Role, ...]]:
    """Which roles have a right, where the policy says so."""
    return {Right.SET_BUDGET: tuple(Role(name) for name in policy.budget.set_by)}


def _once(
    context: Context,
    usecase: Callable[Concatenate[Context, P], R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """What the use case answers; a command that was done before is not done again."""
    given = command_given(usecase, args, kwargs)
    if given is None:
        return usecase(context, *args, **kwargs)
    session, actor = context.session, context.actor.emp_no
    row = claim(session, usecase, actor, given, context.now)
    if row is None:
        known: R = first_receipt(session, usecase, actor, str(given["key"]))
        return known
    result = usecase(context, *args, **kwargs)
    keep_receipt(row, usecase, result)
    return result


def _tell_readdressed(context: Context) -> None:
    """Who has a power learns that his address became another, at the old one too: codes go to
    the new one after some days."""
    for employee in readdressed(context.session, context.now, context.today):
        context.alert(
            employee.id, "address_changed", by=context.actor.name, address=employee.email or ""
        )
        context.record("address_changed", employee.emp_no)


def _employee(person: str, session: Session, today: date) -> Actor:
    employee = find_employee(session, person, is_here(today))
    if employee is None:
        raise NotFound("unknown_person", person=person)
    return actor_of(session, employee, today)


def _keep(session: Session, explanations: Sequence[Explanation]) -> list[int]:
    session.add_all(explanations)
    session.flush()
    return [one.id for one in explanations]
