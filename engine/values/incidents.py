"""Numbers by which a fault is found again in the log."""

from __future__ import annotations

import secrets

# Without what looks like something else: they are read out over the telephone.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def new_incident() -> str:
    """One that nobody was given before, as far as chance goes: 7K3FQ2XW."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
