"""What follows changes the last query, and leaves the rest of it."""

from __future__ import annotations

import pytest

from tests.assistant.querying.composing.reading import Composer, plain

LAST = "2025-01-01..2025-12-31"
TALKS = (
    ("去年各部门培训花费", "只看生产部", f"spending | spent | by unit | unit is PRD | {LAST}"),
    ("去年各部门培训花费", "按季度", f"spending | spent | by quarter | {LAST}"),
    ("去年各部门培训花费", "人均呢", f"spending | spent_per_head | by unit | {LAST}"),
    ("去年各部门培训花费", "前年呢", "spending | spent | by unit | 2024-01-01..2024-12-31"),
    ("spending by kind of cost last year", "without travel",
     f"spending | spent | by kind | kind is_not travel | {LAST}"),
    ("spending by kind of cost last year", "as %",
     f"spending | spent | share_of_spent | by kind | {LAST}"),
    ("spending by kind of cost last year", "top 3", None),
    ("spending by kind of cost last year", "and production?",
     f"spending | spent | by kind | unit is PRD | {LAST}"),
    ("execution rate by department", "and last year?", "budgets | execution | by unit | year is 2025"),
    ("hours per head by position in 2025", "versus 2024",
     f"participations | hours_per_head | by position | {LAST} | against 2024-01-01..2024-12-31"),
)  # fmt: skip


@pytest.mark.parametrize(("first", "said", "query"), [one for one in TALKS if one[2]])
def test_one_thing_is_changed(composer: Composer, first: str, said: str, query: str) -> None:
    last = composer.query(first)
    assert last is not None
    assert plain(composer.query(said, last)) == query


def test_a_new_question_is_asked_for_itself(composer: Composer) -> None:
    last = composer.query("去年各部门培训花费")
    assert plain(composer.query("各岗位的人均学时", last)).startswith("participations")
