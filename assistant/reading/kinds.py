"""Which kinds are figures, times and names, and which can take each other's place."""

from __future__ import annotations

from assistant.reading.line import Piece

MONEY = frozenset(("amount", "amount_per_head", "amount_per_session"))
PER = frozenset(("amount_per_head", "amount_per_session"))
COUNTS = frozenset(("headcount", "number", "rank", "level", "weight", "age"))
SHARES = frozenset(("percent", "rate"))
TIMES = frozenset(("period", "duration", "tenure"))
FIGURES = MONEY | COUNTS | SHARES
BARE = ""
_FAMILIES: tuple[frozenset[str], ...] = (
    MONEY | {"rate"},
    COUNTS,
    SHARES | {"number", "amount"},
    TIMES,
    frozenset(("unit", "person", "position", "group", "vendor", "list_item")),
    frozenset(("course", "skill", "certificate", "kpi", "category", "delivery", "list_item")),
    frozenset(("measure", "order", "kpi", "state", "group", "period", "unit", "currency")),
    frozenset(("course", "skill", "request", "list_item")),
)
# The kinds by which the pipeline calls what it finds.
_KINDS = {
    "department": "unit",
    "employee_name": "person",
    "vague_headcount": "headcount",
    "vague_amount": "amount",
    "vague_period": "period",
    "impossible_day": "period",
    "request_id": "request",
    "percent_from": "percent",
    "percent_to": "percent",
    "tax_rate": "rate",
}


def kind_of(entity: str) -> str:
    return _KINDS.get(entity, entity)


def alike(first: Piece, second: Piece) -> bool:
    """Whether one can be said instead of the other; a bare figure can be any."""
    if BARE in (first.kind, second.kind):
        other = second if first.kind == BARE else first
        return other.kind == BARE or other.kind in FIGURES | TIMES
    if first.kind == second.kind:
        return True
    return any(first.kind in family and second.kind in family for family in _FAMILIES)
