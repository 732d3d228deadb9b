"""The story laid over the sample company: everything in every state, and README's figures as
they were."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.sample import load_sample, story_acts
from engine.sample.story import tell_story
from engine.sample.story_acts import CHANNEL, Scene
from engine.store.database import Database
from engine.store.tables import (
    AuditEvent,
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetVersion,
    Delegation,
    Evaluation,
    GoalStatement,
    Need,
    NeedsSurvey,
    Request,
    ServiceAgreement,
)
from engine.trust.invariants import breaches
from engine.usecases.deadlines import keep_deadlines
from engine.usecases.estimate_cost import Training
from engine.usecases.notices import my_notices
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.propose_request import propose_request
from engine.usecases.requests.deciding import review_decision
from engine.usecases.requests.draft import LineDraft, RequestDraft, preview_request
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from engine.usecases.store import has_story
from engine.usecases.withdraw_need import own_needs
from engine.values.encoding import to_plain
from engine.values.period import Period
from engine.workflow.life import Event, State
from tests.conftest import NOW, engine_over

pytestmark = pytest.mark.long

TODAY = NOW.date()
HEADS = ("workshop-head", "sales-head", "retail-head", "rd-head")
EVERYBODY = (*HEADS, "hr", "finance", "director", "worker")


def sample_of(database: Database, day: date, employees: int = 540) -> Database:
    with database.transaction() as session:
        load_sample(session, day, employees)
    return database


@pytest.fixture(scope="module")
def story_file(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company with its story; copied, never written."""
    path = tmp_path_factory.mktemp("story") / "story.sqlite"
    shutil.copy(sample_file, path)
    database = Database(f"sqlite:///{path}")
    assert tell_story(database, TODAY)
    database.dispose()
    return path


@pytest.fixture
def told(story_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh store with the story."""
    shutil.copy(story_file, tmp_path / "told.sqlite")
    database = Database(f"sqlite:///{tmp_path / 'told.sqlite'}")
    yield database
    database.dispose()


def require_whole(database: Database, day: date) -> None:
    """Sound, in every state, on this year's budget and last year's numbers, and all before
    `day`."""
    with database.reading() as session:
        assert breaches(session) == []
        assert set(session.scalars(select(Request.state))) == {state.value for state in State}
        assert set(session.scalars(select(Request.fiscal_year))) == {day.year}
        numbers = session.scalars(select(Request.number)).all()
        assert all(number.startswith(f"TR-{day.year - 1}-") for number in numbers)
        moments = session.scalars(select(AuditEvent.at).order_by(AuditEvent.sequence)).all()
        assert moments == sorted(moments)
        assert moments[-1] < datetime.combine(day, time(), UTC)


@pytest.mark.parametrize("day", ["2026-12-31", "2027-01-01", "2028-02-29", "2029-07-02"])
def test_it_holds_on_any_day(empty_store: Database, day: str) -> None:
    today = date.fromisoformat(day)
    assert tell_story(sample_of(empty_store, today), today)
    require_whole(empty_store, today)


def test_it_holds_on_the_other_database(postgres_store: Database) -> None:
    assert tell_story(sample_of(postgres_store, TODAY), TODAY)
    require_whole(postgres_store, TODAY)


def test_who_told_it_can_be_told_apart(told: Database) -> None:
    assert has_story(told)
    with told.reading() as session:
        assert set(session.scalars(select(AuditEvent.channel))) == {CHANNEL}


def test_without_it_the_store_says_so(sample_store: Database) -> None:
    assert not has_story(sample_store)


def test_there_is_something_of_everything(told: Database) -> None:
    with told.reading() as session:
        levels = set(session.scalars(select(Evaluation.level).where(Evaluation.request_id > 0)))
        assert levels == {"reaction", "learning", "behaviour", "results"}
        kinds = set(session.scalars(select(BudgetPosting.kind)))
        assert {"invoice", "credit_note", "transfer", "release", "commit"} <= kinds
        ends = session.scalars(select(NeedsSurvey.closes_on)).all()
        assert min(ends) < TODAY < max(ends)
        for table in (Delegation, GoalStatement, ServiceAgreement):
            assert session.scalar(select(func.count()).select_from(table))
        assert set(session.scalars(select(Need.status))) == {"open", "withdrawn"}


def test_an_invoice_is_above_what_was_committed(told: Database) -> None:
    with told.reading() as session:
        invoiced = (
            select(Request.total, func.sum(BudgetEntry.amount))
            .join(BudgetEntry, BudgetEntry.request_id == Request.id)
            .where(BudgetEntry.kind == "actual")
            .group_by(Request.id, Request.total)
        )
        assert any(spent > asked for asked, spent in session.execute(invoiced))


def test_next_year_s_budget_is_untouched(told: Database) -> None:
    with told.reading() as session:
        kinds = session.scalars(
            select(BudgetEntry.kind)
            .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
            .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
            .where(BudgetVersion.fiscal_year == TODAY.year + 1)
        )
        assert set(kinds) == {"allocate"}


@pytest.mark.parametrize(
    ("who", "states"),
    [
        ("hr", {"submitted", "hr_validated"}),
        ("finance", {"evaluated"}),
        ("director", {"evaluated"}),
    ],
)
def test_requests_wait_for_who_decides(told: Database, who: str, states: set[str]) -> None:
    waiting = engine_over(told).perform(request_status, who, "test", waiting_for_me=True)
    assert {one.state for one in waiting.requests} == states


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_has_a_handful_of_news(told: Database, who: str) -> None:
    assert 1 <= len(engine_over(told).perform(my_notices, who, "test")) <= 5


def test_nothing_is_overdue_on_the_day(told: Database) -> None:
    done = keep_deadlines(engine_over(told))
    assert (done.escalated, done.expired) == (0, 0)


def test_an_employee_may_take_back_what_he_said(told: Database) -> None:
    assert engine_over(told).perform(own_needs, "E000034", "test")


# What README shows of a conversation, and who decides then.


def figures(database: Database) -> list[Any]:
    engine = engine_over(database)
    course, april = Training(course="TC-EQ"), Period(date(2027, 4, 1), date(2027, 4, 30))
    draft = RequestDraft((LineDraft(training=course, headcount=120, period=april),))
    goal = GoalAsked(kpi="KP-SALES", change=0.1)
    found = [
        engine.perform(
            propose_request, "workshop-head", "test", course, 200, None, "PO-LINE", april.start
        ),
        engine.perform(preview_request, "workshop-head", "test", draft),
        engine.perform(submit_request, "workshop-head", "test", draft, "readme"),
        engine.perform(review_decision, "hr", "test", "TR-2026-0001", Event.APPROVE),
        engine.perform(plan_from_goal, "sales-head", "test", goal),
    ]
    return [without_ids(to_plain(one)) for one in found]


def without_ids(plain: Any) -> Any:
    """Rows of the store are numbered by what was there before; that is no figure."""
    if isinstance(plain, dict):
        return {key: without_ids(value) for key, value in plain.items() if not is_id(key)}
    return [without_ids(one) for one in plain] if isinstance(plain, list) else plain


def is_id(key: str) -> bool:
    """Or what the same person asked for before, which the story adds to."""
    return key in ("id", "counted") or key.endswith(("_id", "_explanation"))


def test_readme_s_figures_are_the_same(sample_store: Database, told: Database) -> None:
    assert figures(told) == figures(sample_store)


def test_and_they_are_those_that_readme_shows(told: Database) -> None:
    proposal, preview, submitted, *_ = figures(told)
    assert (proposal["rank"]["rank"], proposal["rank"]["of"]) == (1, 10)
    assert proposal["cost"]["total"] == {"amount": "300000.00", "currency": "CNY"}
    assert preview["line"]["balance"]["allocated"]["amount"] == "700000.00"
    assert submitted["request"]["number"] == "TR-2026-0001"


# Where it is not told.


def test_twice_is_once(told: Database) -> None:
    assert not tell_story(told, TODAY)


def test_it_is_no_story_of_a_company_of_one_s_own(empty_store: Database) -> None:
    assert not tell_story(empty_store, TODAY)


def test_nor_of_another_size(empty_store: Database) -> None:
    assert not tell_story(sample_of(empty_store, TODAY, 100), TODAY)


def test_nor_where_somebody_did_something(sample_store: Database) -> None:
    figures(sample_store)
    assert not tell_story(sample_store, TODAY)


def test_nor_of_a_company_of_last_year(sample_store: Database) -> None:
    assert not tell_story(sample_store, TODAY + timedelta(days=60))


def test_all_of_it_is_told_or_nothing(
    sample_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(_: Scene) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(story_acts.ACTS, "close", power_cut)
    with pytest.raises(KeyboardInterrupt):
        tell_story(sample_store, TODAY)
    with sample_store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Request)) == 0
    assert not has_story(sample_store)
