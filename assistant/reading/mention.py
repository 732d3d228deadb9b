"""One thing that a message says: what it is, where it stands, and its role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

GIVEN, OLD, NEW, EXCLUDED, LIMIT, EACH = "given", "old", "new", "excluded", "limit", "each"
SUM, RELATIVE, REFERENCE, ASKED = "sum", "relative", "reference", "asked"
COMPARE, CONDITION = "compare", "condition"
ROLES = frozenset(
    (GIVEN, OLD, NEW, EXCLUDED, LIMIT, EACH, SUM, RELATIVE, REFERENCE, ASKED, COMPARE, CONDITION)
)
KINDS = frozenset(
    [
        "course",
        "skill",
        "certificate",
        "unit",
        "position",
        "person",
        "kpi",
        "request",
        "headcount",
        "amount",
        "amount_per_head",
        "amount_per_session",
        "percent",
        "weight",
        "rate",
        "period",
        "duration",
        "tenure",
        "age",
        "level",
        "rank",
        "number",
        "currency",
        "vendor",
        "delivery",
        "place",
        "session",
        "cost_part",
        "category",
        "state",
        "reason",
        "comment",
        "file",
        "list_item",
        "measure",
        "order",
        "group",
        "condition",
    ]
)
# Which way a limit holds.
AT_MOST, AT_LEAST, BEFORE, AFTER = "at_most", "at_least", "before", "after"


@dataclass(frozen=True)
class Sum:
    """Money as it was said; `currency` is an ISO code, or None where none was said."""

    amount: Decimal
    currency: str | None = None


@dataclass(frozen=True)
class Days:
    """A time from its first to its last day."""

    first: date
    last: date


@dataclass(frozen=True)
class Change:
    """A figure against the one that stands: 3 more (`add`), half of it (`times`)."""

    add: Decimal | None = None
    times: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True)
class Pointer:
    """What a reference points to: it, them, ordinal, firsts, lasts, former, latter, other, rest,
    same, before or self; `number` is which one (the last is -1), or how many."""

    to: str
    number: int | None = None


@dataclass(frozen=True)
class Order:
    """A wish for an order: by which measure, if it says so, and whether the highest comes first."""

    measure: str | None
    descending: bool


Value = Decimal | Sum | Days | Change | Pointer | Order | str | None


@dataclass(frozen=True, kw_only=True)
class Mention:
    """`span` is its place in the message, `text` what stands there, to the letter.

    `code` is that of the thing in the catalogue, or of a measure. `of` is the place, among the
    mentions of the message, of what an `each` multiplies. `direction` is that of a limit.
    `source` is the entity it was read from, with all that its reader knows; empty for what no
    entity covers.
    """

    kind: str
    role: str
    text: str
    span: tuple[int, int]
    value: Value = None
    code: str | None = None
    of: int | None = None
    direction: str | None = None
    source: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
