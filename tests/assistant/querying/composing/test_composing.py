"""Questions as queries: every part of what is said is in them, or there is none."""

from __future__ import annotations

import pytest

from tests.assistant.querying.composing.reading import Composer, plain

LAST, THIS = "2025-01-01..2025-12-31", "2026-01-01..2026-12-31"
QUERIES = (
    # By what it is split.
    ("去年各部门培训花费", f"spending | spent | by unit | {LAST}"),
    ("2025 training cost by quarter", f"spending | spent | by quarter | {LAST}"),
    ("material cost 2025 month by month", f"spending | spent | by month | kind is material | {LAST}"),
    ("open needs by origin", "needs | needs | by origin | status is open"),
    ("各岗位的人均学时", "participations | hours_per_head | by position"),
    # In which order, how many.
    ("top 5 requests by amount", "requests | amount | by request, unit, course, stage, days_waiting"
     " | order -amount | first 5"),
    ("哪个部门去年人均培训费最高", f"spending | spent_per_head | by unit | {LAST} | order -spent_per_head"),
    ("pass rate by course, lowest first", "participations | pass_rate | by course | order pass_rate"),
    # Over, under, without.
    ("不含安全生产培训，去年花了多少", f"spending | spent | course is_not TC-SAF | {LAST}"),
    ("spending excluding travel by unit last year",
     f"spending | spent | by unit | kind is_not travel | {LAST}"),
    ("到课率低于80%的课程", "attendance | share_came | by course | share_came under 0.8"),
    ("courses with a turnout under 80%", "attendance | share_came | by course | share_came under 0.8"),
    ("how many requests over 100,000 are still waiting",
     "requests | requests | stage is waiting | amount_of over 100000"),
    # Held against another.
    ("今年和去年比培训花费", f"spending | spent | {THIS} | against {LAST}"),
    ("hours per head by position 2025 vs 2024",
     f"participations | hours_per_head | by position | {LAST} | against 2024-01-01..2024-12-31"),
    # Of one year at a time.
    ("execution rate by department", "budgets | execution | by unit | year is 2026"),
    ("which unit has the least budget left", "budgets | left | by unit | year is 2026 | order left"),
    # As a share, of several.
    ("share of spending by cost type", "spending | spent, share_of_spent | by kind"),
    ("讲师费和场地费各花了多少", "spending | spent | by kind | kind is instructor, venue"),
    # Whose.
    ("我的学时一共多少", "participations | hours | person is me"),
    # Several times: each, or their sum.
    ("2024年和2025年的培训花费", "spending | spent | by year | 2024-01-01..2025-12-31"),
    ("2024年和2025年的培训花费合计", "spending | spent | 2024-01-01..2025-12-31"),
    ("training cost in Q1 2025 and Q3 2025", "spending | spent | by year, quarter"
     " | 2025-01-01..2025-03-31 and 2025-07-01..2025-09-30"),
    ("total training cost in Q1 2025 and Q3 2025",
     "spending | spent | 2025-01-01..2025-03-31 and 2025-07-01..2025-09-30"),
    # What is not so, of several.
    ("training cost last year, not external", f"spending | spent | delivery is_not external | {LAST}"),
    ("training cost last year, not by external trainers",
     f"spending | spent | delivery is_not external | {LAST}"),
    ("去年培训花费，不含安全生产培训和精益生产",
     f"spending | spent | course is_not TC-SAF, TC-LEAN | {LAST}"),
    # Who has none, which have none.
    ("谁去年没有参加过培训", "people | by person, unit, position, hired_on | lacks participations"
     " (started_on at_least 2025-01-01, started_on at_most 2025-12-31) | order -hired_on"),
    ("how many people in production have never had safety training",
     "people | people | unit is PRD | lacks participations (course is TC-SAF)"),
    ("which courses were not held in 2025", "courses | by course, category | lacks trainings"
     " (status is held, started_on at_least 2025-01-01, started_on at_most 2025-12-31) | order course"),
    ("今年没有申请的部门", "units | by for_unit, above, head | lacks requests"
     " (asked_on at_least 2026-01-01, asked_on at_most 2026-12-31) | order for_unit"),
    ("who has no certificate", "certificates | by person, unit, certificate, standing, ends_on"
     " | standing is missing, expired | required is yes | order ends_on"),
    # What is counted stands before how many.
    ("必修课程有多少门", "courses | courses | mandatory is yes"),
    # Invoices are theirs, and no entries.
    ("how many invoices this year", f"invoices | invoices | {THIS}"),
    ("今年各部门发票金额", f"invoices | amount | by unit | paper is invoice | {THIS}"),
    # Two times that are no stretch, whose year is said once.
    ("2024年一季度和三季度的培训花费合计",
     "spending | spent | 2024-01-01..2024-03-31 and 2024-07-01..2024-09-30"),
    ("training cost between March and May 2025", "spending | spent | 2025-03-01..2025-05-31"),
    # A noun that names no figure counts what it names; per seat of what is cheapest.
    ("cheapest course per participant", "trainings | cost_each | by course | order cost_each"),
    ("上半年考核均分，研发部跟销售部各多少", "appraisals | mean_score | by unit | unit is RD, SAL"
     " | cycle is 2026-H1"),
    # New people are those who were hired.
    ("how many people joined in 2025", "people | people | hired_on at_least 2025-01-01"
     " | hired_on at_most 2025-12-31"),
)  # fmt: skip


@pytest.mark.parametrize(("said", "query"), QUERIES)
def test_a_question_is_one_query(composer: Composer, said: str, query: str) -> None:
    assert plain(composer.query(said)).replace(", share_of", " | share_of") == query.replace(
        ", share_of", " | share_of"
    )


@pytest.mark.parametrize(
    "said",
    [
        "how many women took part by unit",
        "去年各部门女员工的学时",
        "spending by unit for people with a degree from Tsinghua",
        "各部门花费，除了上次说的那个",
        "training cost by vendor rating",
        "how many people in production last year",
        "budgets with more than 6 trainings",
    ],
)
def test_a_word_without_a_place_makes_it_none(composer: Composer, said: str) -> None:
    assert composer.query(said) is None


@pytest.mark.parametrize("said", ["分岗位", "top 3", "per head?", "去年呢", "without travel"])
def test_what_says_not_of_what_begins_nothing(composer: Composer, said: str) -> None:
    assert composer.query(said) is None
