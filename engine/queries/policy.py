"""The policy that the store keeps: which of its versions holds on a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.policy import Policy, read_policy
from engine.store.tables import PolicyVersion


def policy_of(session: Session, today: date, otherwise: Policy) -> Policy:
    """The policy in force; `otherwise` where the company has set none."""
    row = policy_row(session, today)
    return _read(row.toml) if row is not None else otherwise


def policy_row(session: Session, today: date) -> PolicyVersion | None:
    """The version in force; None where the company has set none."""
    return session.scalar(
        select(PolicyVersion)
        .where(PolicyVersion.since <= today)
        .order_by(PolicyVersion.since.desc(), PolicyVersion.id.desc())
        .limit(1)
    )


# Every use case asks for it, and it is seldom another one.
_read = lru_cache(maxsize=16)(read_policy)
