"""The flows: what reads a message for each, asks its questions, and ends it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.base import PeisuanAction
from assistant.capabilities import CAPABILITIES
from assistant.deciding.doing import DecideRequest
from assistant.deciding.form import DECISION_FORM, ValidateDecisionForm
from assistant.need_form import NEED_FORM, StoreNeed, ValidateNeedForm
from assistant.request_form import ValidateRequestForm
from assistant.request_questions import QUESTIONS
from assistant.statements.form import STATEMENT_FORM, StoreStatement, ValidateStatementForm
from assistant.submit_request import SubmitRequest

Parts = tuple[type[PeisuanAction], ...]
REQUEST, NEED, DECISION, STATEMENT = (
    "request_form",
    "need_form",
    "decision_form",
    "statement_form",
)


@dataclass(frozen=True, kw_only=True)
class Flow:
    """`reads` takes a message in and says what is asked next (the slot `requested_slot`; None
    where nothing is left); `ends` stores, or says that nothing is."""

    name: str
    reads: type[PeisuanAction]
    ends: type[PeisuanAction]
    parts: Parts

    def question(self, asked: str) -> type[PeisuanAction]:
        """What asks for the field `asked`: a part of its own, or the one for all fields."""
        parts = {one.action_name: one for one in self.parts}
        every = f"action_ask_{self.name}"
        return parts.get(f"{every}_{asked}") or parts[every]


FLOWS = {
    flow.name: flow
    for flow in (
        Flow(
            name=REQUEST,
            reads=ValidateRequestForm,
            ends=SubmitRequest,
            parts=QUESTIONS,
        ),
        Flow(
            name=NEED,
            reads=ValidateNeedForm,
            ends=StoreNeed,
            parts=NEED_FORM,
        ),
        Flow(
            name=DECISION,
            reads=ValidateDecisionForm,
            ends=DecideRequest,
            parts=DECISION_FORM,
        ),
        Flow(
            name=STATEMENT,
            reads=ValidateStatementForm,
            ends=StoreStatement,
            parts=STATEMENT_FORM,
        ),
    )
}
# Which flow a capability opens.
OPENS = {one.name: one.flow for one in CAPABILITIES.values() if one.flow}
