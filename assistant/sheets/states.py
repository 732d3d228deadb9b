"""Which states of a request a word means."""

from __future__ import annotations

# What nobody has decided yet is open, whoever's turn it is.
STATES: dict[str, tuple[str, ...]] = {
    "open": ("submitted", "hr_validated", "evaluated", "returned"),
    "approved": ("approved", "scheduled", "delivered", "evaluated_after", "closed"),
    "rejected": ("rejected",),
    "returned": ("returned",),
    "withdrawn": ("withdrawn",),
    "delivered": ("delivered", "evaluated_after", "closed"),
    "closed": ("closed",),
}
