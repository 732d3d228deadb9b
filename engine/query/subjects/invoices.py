"""Invoices and credit notes: a row for what each books on a line; what was taken back of it, too."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import and_, case, func
from sqlalchemy.orm import aliased

from engine.query.subject import (
    COUNT,
    MONEY,
    STATE,
    WORDS,
    Asked,
    Dimension,
    Expression,
    Measure,
    Subject,
)
from engine.query.subjects.budgets import ACTUAL, ledger
from engine.store.tables import BudgetEntry, BudgetPosting

INVOICE, CREDIT_NOTE, REVERSAL = "invoice", "credit_note", "reversal"
_OF_ENTRIES = ("entry", "kind", "posting")
_taken_back = aliased(BudgetPosting)
_paper = case((BudgetPosting.kind == REVERSAL, _taken_back.kind), else_=BudgetPosting.kind)


def invoices(asked: Asked) -> Subject:
    """As the ledger has them. What was taken back is none, and comes to nothing."""
    booked = ledger(asked)
    kept = {name: one for name, one in booked.dimensions.items() if name not in _OF_ENTRIES}
    return replace(
        booked,
        base=lambda: (
            booked.base()
            .join(BudgetPosting, BudgetPosting.id == BudgetEntry.posting_id)
            .outerjoin(_taken_back, _taken_back.id == BudgetPosting.refers_to_id)
            .where(BudgetEntry.kind == ACTUAL, _paper.in_((INVOICE, CREDIT_NOTE)))
        ),
        dimensions={
            **kept,
            "document": Dimension(kind=WORDS, key=BudgetPosting.document),
            "paper": Dimension(kind=STATE, key=_paper, values=(INVOICE, CREDIT_NOTE)),
        },
        measures={
            "invoices": Measure(kind=COUNT, value=_standing(INVOICE)),
            "credit_notes": Measure(kind=COUNT, value=_standing(CREDIT_NOTE)),
            "requests": booked.measures["requests"],
            "amount": Measure(kind=MONEY, value=func.sum(BudgetEntry.amount), adds=True),
        },
    )


def _standing(paper: str) -> Expression:
    """Those that were booked, less those that were taken back."""
    booked = case((BudgetPosting.kind == paper, BudgetPosting.id))
    back = and_(BudgetPosting.kind == REVERSAL, _taken_back.kind == paper)
    taken: Expression = case((back, _taken_back.id))
    return func.count(booked.distinct()) - func.count(taken.distinct())
