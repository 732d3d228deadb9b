"""What is booked, as documents: of a kind, with a number, the first time or again."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from engine.store.tables import BudgetPosting
from engine.usecases.context import Context

RESERVATION, COMMITMENT, RELEASE, SUSPENSION = "reserve", "commit", "release", "suspend"
ALLOCATION, TRANSFERRED, SCENARIO, CARRY_OVER = "allocate", "transfer", "scenario", "carry_over"
INVOICE, CREDIT_NOTE, REVERSAL = "invoice", "credit_note", "reversal"
OPENING = "opening"
LONGEST_NUMBER = 60
LONGEST_KEY = 300
# Dashes that Unicode does not class as such, but people type as such.
_DASHES = "\u2212\u30fc\u2500"


@dataclass(frozen=True, slots=True)
class Document:
    """What a posting books: its kind, whose request's, the number on the paper if there is one,
    and the posting that it takes back, wholly or in part."""

    kind: str
    request_id: int | None = None
    number: str = ""
    refers_to_id: int | None = None


def document_key(number: str) -> str:
    """A number as it is compared: without case, width, blanks, or kinds of dashes, so that
    INV-1, inv-1 and ＩＮＶ－1 are one. Empty where nothing is left."""
    key = _narrow(number)
    while (again := _narrow(key)) != key:  # without blanks, a letter and its accent may join
        key = again
    return key


def _narrow(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join("-" if _is_dash(one) else one for one in narrow if not _is_blank(one))


def standing(
    context: Context, kind: str, request_id: int | None, number: str
) -> BudgetPosting | None:
    """The document of that number (of a request, or of none), unless it was reversed."""
    return context.session.scalar(
        _not_reversed().where(
            BudgetPosting.kind == kind,
            BudgetPosting.request_id == request_id,
            BudgetPosting.document_key == document_key(number),
        )
    )


def standing_on(context: Context, posting_id: int, kind: str) -> list[BudgetPosting]:
    """The documents of a kind that refer to a posting and were not reversed."""
    statement = _not_reversed().where(
        BudgetPosting.kind == kind, BudgetPosting.refers_to_id == posting_id
    )
    return list(context.session.scalars(statement.order_by(BudgetPosting.id)))


def is_reversed(context: Context, posting_id: int) -> bool:
    return bool(standing_on(context, posting_id, REVERSAL))


def new_posting(context: Context, document: Document) -> BudgetPosting:
    """A row for it. Of a request's documents, the same again is counted; the store takes each
    count once, so that two who book the same at once do not both succeed."""
    key = document_key(document.number)
    row = BudgetPosting(
        kind=document.kind,
        request_id=document.request_id,
        document=document.number,
        document_key=key,
        repetition=_times(context, document, key) + 1,
        refers_to_id=document.refers_to_id,
    )
    context.session.add(row)
    context.session.flush()
    return row


def _times(context: Context, document: Document, key: str) -> int:
    if document.request_id is None:
        return 0
    last = select(func.max(BudgetPosting.repetition)).where(
        BudgetPosting.kind == document.kind,
        BudgetPosting.request_id == document.request_id,
        BudgetPosting.document_key == key,
    )
    return context.session.scalar(last) or 0


def _not_reversed() -> Select[BudgetPosting]:
    reversal = aliased(BudgetPosting)
    takes_back = (reversal.refers_to_id == BudgetPosting.id) & (reversal.kind == REVERSAL)
    return select(BudgetPosting).outerjoin(reversal, takes_back).where(reversal.id.is_(None))


def _is_dash(character: str) -> bool:
    return character in _DASHES or unicodedata.category(character) == "Pd"


def _is_blank(character: str) -> bool:
    """Also what has no width at all (format and control characters)."""
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc")
