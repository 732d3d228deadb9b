"""A company of three people with its own data, who are linked to their accounts."""

from __future__ import annotations

from collections.abc import Mapping

from engine.store.database import Database
from engine.usecases.identities import Account
from engine.usecases.setup.roles import give_role
from tests.codes import link_person
from tests.conftest import engine_over
from tests.engine.usecases.imports.giving import both

HR, WORKER = "01", "03"


def make_company(store: Database, channel: str, tenant: str, people: Mapping[str, str]) -> None:
    """`people` are employee numbers by the channel's own id."""
    engine = engine_over(store)
    both(engine)
    engine.perform_as_operator(give_role, HR, "hr")
    for user, person in people.items():
        link_person(engine, Account(channel, tenant, user), person)
