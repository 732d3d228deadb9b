"""The list of where personal data is kept is whole."""

import pytest

from engine.access import Right
from engine.personal.kept import BOOKS, ERASURE, EXPIRY, NOBODY, OWN, all_kept, tables_of_people
from engine.policy import RetentionRules
from engine.store.tables.base import Base

KEPT = {one.table: one for one in all_kept()}


@pytest.mark.parametrize("table", sorted(tables_of_people()))
def test_every_table_that_refers_to_a_person_is_in_it(table: str) -> None:
    assert table in KEPT


@pytest.mark.parametrize("table", sorted(KEPT))
def test_what_it_says_there_is(table: str) -> None:
    kept, columns = KEPT[table], Base.metadata.tables[table].columns
    assert set(kept.cleared) <= set(columns.keys())
    assert kept.person is None or kept.person in columns
    assert kept.kept in (BOOKS, ERASURE, EXPIRY, *RetentionRules.model_fields)
    assert kept.seen_by in (OWN, NOBODY, *Right)


def test_every_time_of_the_policy_but_two_is_somebodys() -> None:
    assert {one.kept for one in all_kept() if one.is_forgotten} == set(
        RetentionRules.model_fields
    ) - {"conversations", "erase_after"}
