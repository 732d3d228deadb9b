"""What the slots of a flow are called, and the flows themselves."""

from __future__ import annotations

# The field that was asked for, and the flow at hand.
REQUESTED, FLOW = "requested_slot", "flow"
# Each flow's confirmation of its summary: a field, and the slot that it is kept in.
CONFIRMED = "confirmed"
# What a flow is told apart by; it is stored once under it.
KEY = "draft_key"
REQUEST, NEED, DECISION, STATEMENT = (
    "request_form",
    "need_form",
    "decision_form",
    "statement_form",
)
