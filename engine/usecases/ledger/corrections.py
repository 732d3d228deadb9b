"""The only way to correct the ledger: the opposite of what was posted, beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.access import Right, require, scope
from engine.queries.catalogue import named
from engine.queries.people import within
from engine.queries.workflow import lock_request
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetVersion,
    OrgUnit,
    Request,
)
from engine.usecases.context import Context, reads
from engine.usecases.ledger.documents import (
    CREDIT_NOTE,
    INVOICE,
    REVERSAL,
    TRANSFERRED,
    Document,
    is_reversed,
    standing_on,
)
from engine.usecases.ledger.posting import (
    COMMIT,
    Movement,
    lock_lines,
    lock_year,
    post,
    unit_of_line,
)
from engine.usecases.ledger.spending import line_in_force, paying_line
from engine.usecases.requests.holding import keep_invoiced_cost
from engine.usecases.requests.parts import require_booker
from engine.values.errors import InvalidInput, NotFound
from engine.values.money import Money
from engine.values.results import Named
from engine.workflow.life import BOUND, State

LARGEST_PAGE = 500
# What follows from decisions about requests is undone by deciding, not by finance.
REVERSIBLE = (INVOICE, CREDIT_NOTE, TRANSFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A line of the ledger, with the amount as it was invoiced where that was foreign.

    `posting` is the number of what was booked together, `document_kind` what that was, and
    `document` the number on the invoice or credit note; `reverses` is another entry's id.
    """

    id: int
    posting: int
    document_kind: str
    document: str
    repetition: int
    unit: Named
    kind: str
    amount: Money
    original: Money | None
    request: str | None
    booked_on: date
    note: str | None
    reverses: int | None


@dataclass(frozen=True, slots=True)
class Reversal:
    """`posting` is what was reversed, `entries` what was booked to reverse it."""

    posting: int
    entries: tuple[EntryView, ...]
    repeated: bool


def reverse_posting(
    context: Context, posting: int, reason: str, key: str, booked_on: date | None = None
) -> Reversal:
    """Post the opposite of an invoice, a credit note or a transfer: all of its entries, once.
    What an invoice took of its request's commitment is committed again; of a closed request,
    which expects no other, it is free.

    Raises:
        BudgetExceeded: what it gave is not left any more.
        InvalidInput: no reason, it is reversed already, it follows from a decision about a
            request (return, withdraw or call off the request instead), a credit note of the
            invoice stands; a day on which nothing may be booked or before what is reversed.
        NotFound: no such posting in the actor's units.
        NotPermitted: finance alone corrects.
    """
    require(context.actor, Right.POST_ACTUALS)
    if not reason.strip():
        raise InvalidInput("comment_missing", number=posting)
    found, entries = _found(context, posting)
    request = _locked_request(context, found)
    if request is not None:
        require_booker(context, request)
    lock_year(context, _first_year(context, entries), later=True)
    lock_lines(context, {line_in_force(context, entry.line_id).id for entry in entries})
    _require_reversible(context, found, entries)
    reversal = post(
        context,
        Document(REVERSAL, found.request_id, found.document, found.id),
        _opposite(context, entries, request),
        booked_on,
        reason.strip()[:300],
        not_before=max(entry.booked_on for entry in entries),
    )
    assert reversal is not None, "what was posted was of something"
    if request is not None and request.state in BOUND:
        paying_line(context, request)
    if request is not None:
        keep_invoiced_cost(context, request)
    context.record("reverse_posting", str(posting), key, reason=reason, by=reversal.id)
    return Reversal(
        posting, tuple(_view(context, entry) for entry in _entries(context, reversal)), False
    )


def take_back(context: Context, postings: Sequence[int], note: str) -> None:
    """Post the opposite of whatever an import posted, the newest first; what finance reversed
    since stays as it is.

    Raises:
        BudgetExceeded: what was given is not left any more.
        InvalidInput: nothing may be booked today.
    """
    for number in sorted(postings, reverse=True):
        posting = context.session.get_one(BudgetPosting, number)
        entries = _entries(context, posting)
        if not entries or is_reversed(context, number):
            continue
        document = Document(REVERSAL, posting.request_id, posting.document, posting.id)
        request = _locked_request(context, posting)
        post(context, document, _opposite(context, entries, request), note=note)
        if request is not None:
            keep_invoiced_cost(context, request)


def _found(context: Context, posting: int) -> tuple[BudgetPosting, list[BudgetEntry]]:
    """A posting with its entries, if all lie in units the actor may book in."""
    found = context.session.get(BudgetPosting, posting)
    entries = _entries(context, found) if found else []
    held = scope(context.actor, Right.POST_ACTUALS)
    paths = {unit_of_line(context, entry.line_id).path for entry in entries}
    if found is None or not entries or not all(path.startswith(held) for path in paths):
        raise NotFound("unknown_posting", posting=posting)
    return found, entries


def _entries(context: Context, posting: BudgetPosting) -> list[BudgetEntry]:
    statement = select(BudgetEntry).where(BudgetEntry.posting_id == posting.id)
    return list(context.session.scalars(statement.order_by(BudgetEntry.position)))


def _locked_request(context: Context, posting: BudgetPosting) -> Request | None:
    """As it is now: whether it is closed decides what becomes of its money."""
    if posting.request_id is None:
        return None
    number = context.session.get_one(Request, posting.request_id).number
    return lock_request(context.session, number)


def _first_year(context: Context, entries: list[BudgetEntry]) -> int:
    lines = [context.session.get_one(BudgetLine, entry.line_id) for entry in entries]
    return min(
        context.session.get_one(BudgetVersion, line.version_id).fiscal_year for line in lines
    )


def _require_reversible(
    context: Context, posting: BudgetPosting, entries: list[BudgetEntry]
) -> None:
    if posting.kind not in REVERSIBLE:
        raise InvalidInput("not_reversible", posting=posting.id)
    if is_reversed(context, posting.id):
        raise InvalidInput("reversed_already", posting=posting.id)
    if notes := standing_on(context, posting.id, CREDIT_NOTE):
        raise InvalidInput(
            "credited_already", invoice=posting.document, credit_note=notes[0].document
        )
    lines = {entry.line_id for entry in entries}
    if posting.kind == TRANSFERRED and any(
        line_in_force(context, line).id != line for line in lines
    ):
        raise InvalidInput("not_reversible", posting=posting.id)


def _opposite(
    context: Context, entries: list[BudgetEntry], request: Request | None
) -> list[Movement]:
    """On the lines where the money lies now."""
    moves = [
        Movement(
            line_id=line_in_force(context, entry.line_id).id,
            kind=entry.kind,
            amount=-entry.amount,
            request_id=entry.request_id,
            reverses_id=entry.id,
        )
        for entry in entries
    ]
    if request is None or request.state != State.CLOSED:
        return moves
    given_back = [
        Movement(line_id=one.line_id, kind=COMMIT, amount=-one.amount, request_id=one.request_id)
        for one in moves
        if one.kind == COMMIT
    ]
    return moves + given_back


@reads
def ledger_entries(
    context: Context,
    unit_code: str | None = None,
    number: str | None = None,
    page_after: int | None = None,
    size: int = 100,
) -> tuple[EntryView, ...]:
    """Entries, the newest first: of the actor's units, one unit, or one request.

    Raises:
        InvalidInput: a page size out of range.
        NotPermitted: the ledger is for finance and auditors.
    """
    require(context.actor, Right.SEE_LEDGER)
    if not 1 <= size <= LARGEST_PAGE:
        raise InvalidInput("page_size", most=LARGEST_PAGE)
    statement = (
        select(BudgetEntry)
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .join(OrgUnit, OrgUnit.id == BudgetLine.org_unit_id)
        .where(within(scope(context.actor, Right.SEE_LEDGER)))
        .order_by(BudgetEntry.id.desc())
        .limit(size)
    )
    if unit_code is not None:
        statement = statement.where(OrgUnit.code == unit_code)
    if number is not None:
        found = select(Request.id).where(Request.number == number).scalar_subquery()
        statement = statement.where(BudgetEntry.request_id == found)
    if page_after is not None:
        statement = statement.where(BudgetEntry.id < page_after)
    return tuple(_view(context, entry) for entry in context.session.scalars(statement))


def _view(context: Context, entry: BudgetEntry) -> EntryView:
    line = context.session.get_one(BudgetLine, entry.line_id)
    posting = context.session.get_one(BudgetPosting, entry.posting_id)
    request = context.session.get(Request, entry.request_id) if entry.request_id else None
    original = (
        Money(entry.original_amount, entry.original_currency)
        if entry.original_amount is not None and entry.original_currency
        else None
    )
    return EntryView(
        id=entry.id,
        posting=posting.id,
        document_kind=posting.kind,
        document=posting.document,
        repetition=posting.repetition,
        unit=named(unit_of_line(context, entry.line_id)),
        kind=entry.kind,
        amount=Money(entry.amount, line.currency),
        original=original,
        request=request.number if request else None,
        booked_on=entry.booked_on,
        note=entry.note,
        reverses=entry.reverses_id,
    )
