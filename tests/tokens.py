"""Tokens for tests that call as a program."""

from __future__ import annotations

from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.access.tokens import make_token
from engine.usecases.context import BudgetEngine


def token_for(store: Database, person: str | None, days: int = 1) -> str:
    """One for an employee number or a handle; the identity provider's for nobody."""
    engine = BudgetEngine(store, load_policy())
    return engine.perform_as_operator(make_token, person, "test", days).secret


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
