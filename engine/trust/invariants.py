"""What must hold in every store at every moment; a breach means a fault or a forgery."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, aliased

from engine.queries.budget import ALLOCATING, IN_FORCE
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetSum,
    BudgetVersion,
    CommandReceipt,
    OrgUnit,
    Request,
)
from engine.trust.audit import verify
from engine.workflow.life import BOUND, PENDING


@dataclass(frozen=True, slots=True)
class Breach:
    """`code` is overdrawn, negative, sums_differ, unbalanced_transfers, state_and_entries,
    reversal_differs, credited_beyond, receipt_missing or audit_chain."""

    code: str
    subject: str


@dataclass(frozen=True, slots=True)
class _Held:
    kind: str
    currency: str
    amount: Decimal


def breaches(session: Session) -> list[Breach]:
    """Everything that does not hold; empty for a sound store."""
    return [
        *_overdrawn(session),
        *_negative(session),
        *_different_sums(session),
        *_unbalanced(session),
        *_unfitting(session),
        *_unlike_what_they_reverse(session),
        *_overcredited(session),
        *_without_receipt(session),
        *_broken_chain(session),
    ]


def _overdrawn(session: Session) -> Iterator[Breach]:
    """Lines in force with less than nothing available."""
    sign = case((BudgetEntry.kind.in_(ALLOCATING), 1), else_=-1)
    left = func.sum(BudgetEntry.amount * sign)
    yield from _lines(session, "overdrawn", left < 0)


def _negative(session: Session) -> Iterator[Breach]:
    """Lines on which more was given back than was ever reserved or committed."""
    for kind in ("reserve", "commit", "actual"):
        of_kind = func.sum(case((BudgetEntry.kind == kind, BudgetEntry.amount), else_=0))
        yield from _lines(session, "negative", of_kind < 0)


def _different_sums(session: Session) -> Iterator[Breach]:
    """The sums that the database keeps are those of the entries."""
    entries = (
        select(BudgetEntry.line_id, BudgetEntry.kind, func.sum(BudgetEntry.amount))
        .group_by(BudgetEntry.line_id, BudgetEntry.kind)
        .order_by(BudgetEntry.line_id, BudgetEntry.kind)
    )
    kept = select(BudgetSum.line_id, BudgetSum.kind, BudgetSum.amount)
    counted = {(line, kind): amount for line, kind, amount in session.execute(entries)}
    stored = {(line, kind): amount for line, kind, amount in session.execute(kept)}
    for line, kind in sorted(counted.keys() | stored.keys()):
        if counted.get((line, kind), 0) != stored.get((line, kind), 0):
            yield Breach("sums_differ", f"line {line}, {kind}")


def _lines(session: Session, code: str, having: object) -> Iterator[Breach]:
    rows = session.execute(
        select(BudgetVersion.fiscal_year, OrgUnit.code, BudgetLine.programme)
        .join(BudgetLine, BudgetLine.version_id == BudgetVersion.id)
        .join(OrgUnit, OrgUnit.id == BudgetLine.org_unit_id)
        .join(BudgetEntry, BudgetEntry.line_id == BudgetLine.id)
        .where(BudgetVersion.status.in_(IN_FORCE))
        .group_by(BudgetLine.id, BudgetVersion.fiscal_year, OrgUnit.code, BudgetLine.programme)
        .having(having)  # type: ignore[arg-type]
    )
    for year, unit, programme in rows:
        yield Breach(code, f"{unit}/{year}/{programme}")


def _unbalanced(session: Session) -> Iterator[Breach]:
    """A transfer takes from one line what it gives another."""
    rows = session.execute(
        select(BudgetEntry.posting_id)
        .where(BudgetEntry.kind == "transfer")
        .group_by(BudgetEntry.posting_id)
        .having(func.sum(BudgetEntry.amount) != 0)
    )
    for (posting,) in rows:
        yield Breach("unbalanced_transfers", f"posting {posting}")


def _unfitting(session: Session) -> Iterator[Breach]:
    """What a request holds fits its state."""
    held = _held_by_request(session)
    invoiced = set(
        session.scalars(select(BudgetPosting.request_id).where(BudgetPosting.kind == "invoice"))
    )
    for number, identity, state, total, currency in session.execute(
        select(Request.number, Request.id, Request.state, Request.total, Request.currency).order_by(
            Request.id
        )
    ):
        if not _fits(state, total, currency, held.get(identity, []), identity in invoiced):
            yield Breach("state_and_entries", number)


def _held_by_request(session: Session) -> dict[int, list[_Held]]:
    rows = session.execute(
        select(
            BudgetEntry.request_id,
            BudgetEntry.kind,
            BudgetLine.currency,
            func.sum(BudgetEntry.amount),
        )
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .where(BudgetEntry.request_id.is_not(None))
        .group_by(BudgetEntry.request_id, BudgetEntry.kind, BudgetLine.currency)
    )
    held: dict[int, list[_Held]] = defaultdict(list)
    for request_id, kind, currency, amount in rows:
        if amount:
            held[request_id or 0].append(_Held(kind, currency, amount))
    return held


def _fits(state: str, total: Decimal, currency: str, held: list[_Held], invoiced: bool) -> bool:
    """Pending: its sum reserved, or nothing (suspended, or no budget is set). Approved:
    committed or spent, unless an invoice was credited. Else: nothing but what was spent."""
    kinds = {one.kind for one in held}
    if any(one.amount < 0 for one in held):
        return False
    if state in PENDING:
        exact = all(one.amount == total for one in held if one.currency == currency)
        return kinds <= {"reserve"} and exact
    if state in BOUND:
        return "reserve" not in kinds and (bool(held) or invoiced or not total)
    return not kinds & {"reserve", "commit"}


def _unlike_what_they_reverse(session: Session) -> Iterator[Breach]:
    """A reversal takes back every entry of one posting, and each exactly."""
    entry, opposite = aliased(BudgetEntry), aliased(BudgetEntry)
    reversal, taken_back = aliased(BudgetPosting), aliased(BudgetPosting)
    rows = session.execute(
        select(reversal.id)
        .join(taken_back, taken_back.id == reversal.refers_to_id)
        .join(entry, entry.posting_id == taken_back.id)
        .outerjoin(
            opposite,
            (opposite.reverses_id == entry.id)
            & (opposite.posting_id == reversal.id)
            & (opposite.kind == entry.kind)
            & (opposite.amount == -entry.amount),
        )
        .where(reversal.kind == "reversal", opposite.id.is_(None))
        .distinct()
    )
    for (posting,) in rows:
        yield Breach("reversal_differs", f"posting {posting}")


def _overcredited(session: Session) -> Iterator[Breach]:
    """The credit notes of an invoice take back no more than it booked, and of one that was
    reversed nothing."""
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for posting, refers_to, amount in session.execute(_standing_documents()):
        spent[refers_to if refers_to is not None else posting] += amount
    for posting, left in sorted(spent.items()):
        if left < 0:
            yield Breach("credited_beyond", f"posting {posting}")


def _standing_documents() -> Select[int, int | None, Decimal]:
    """Invoices and credit notes that were not reversed, with what they booked as spent."""
    reversal = aliased(BudgetPosting)
    takes_back = (reversal.refers_to_id == BudgetPosting.id) & (reversal.kind == "reversal")
    return (
        select(BudgetPosting.id, BudgetPosting.refers_to_id, BudgetEntry.amount)
        .join(BudgetEntry, BudgetEntry.posting_id == BudgetPosting.id)
        .outerjoin(reversal, takes_back)
        .where(
            BudgetPosting.kind.in_(("invoice", "credit_note")),
            BudgetEntry.kind == "actual",
            reversal.id.is_(None),
        )
    )


def _without_receipt(session: Session) -> Iterator[Breach]:
    """Whoever was told that it is done finds the same answer under his key."""
    keys = select(CommandReceipt.key).where(CommandReceipt.receipt == "")
    for key in session.scalars(keys.order_by(CommandReceipt.key)):
        yield Breach("receipt_missing", key)


def _broken_chain(session: Session) -> Iterator[Breach]:
    report = verify(session)
    if report.code is not None:
        yield Breach("audit_chain", f"{report.code} at {report.broken_at}")
