"""Questions about somebody's trainings, and about other times than this year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.asking.person_trainings import reply_trainings
from assistant.conversation.looking_up import ANSWERS
from assistant.people.reading import people_said
from assistant.understanding.names import read_names
from assistant.understanding.names.catalogue import CatalogueNames, Meaning
from assistant.understanding.names.merge import merge
from engine.queries.catalogue import catalogue_names
from engine.store.database import Database
from engine.usecases.company_settings import CompanyChange, change_company
from engine.usecases.context import BudgetEngine
from engine.values.errors import NotFound
from tests.company import Company
from tests.conftest import engine_over
from tests.talking import Entity, Talk
from tests.workflow import HEAD, HR, WORKER, Office, build

LUO = ("E000090", "E000437", "E000475")


@pytest.fixture(scope="module")
def names(sample_file: object) -> CatalogueNames:
    database = Database(f"sqlite:///{sample_file}")
    with database.reading() as session:
        found = [Meaning(one.kind, one.code, one.name) for one in catalogue_names(session)]
    database.dispose()
    return CatalogueNames(found)


def ask(talk: Talk, names: CatalogueNames, text: str) -> str:
    return talk.act(ANSWERS["query_training_history"], text, *entities(talk, names, text))


def entities(talk: Talk, names: CatalogueNames, text: str) -> list[Entity]:
    """The names that Rasa reads, with the people that the store has for who speaks."""
    read = merge(text, names.find(text), read_names(text), names)

    def perform(usecase: Callable[..., Any], *args: Any) -> Any:
        return talk.engine.perform(usecase, talk.person, "test", *args)

    return people_said(text, read, perform)


@pytest.mark.parametrize("text", ["罗文参加过哪些培训", "which trainings has 罗文 attended"])
def test_of_several_of_a_name_one_is_asked_for(
    sample_engine: BudgetEngine, names: CatalogueNames, text: str
) -> None:
    talk = Talk(sample_engine, "hr")
    said = ask(talk, names, text)
    assert all(number in said for number in LUO)
    assert [any(number in choice for choice in talk.choices) for number in LUO] == [True] * 3
    answer = ask(talk, names, talk.choices[1])
    assert answer.startswith("罗文 E000437")
    assert len(answer.splitlines()) > 1


def test_a_number_alone_answers_which_one(
    sample_engine: BudgetEngine, names: CatalogueNames
) -> None:
    talk = Talk(sample_engine, "hr", {"last_lookup": "query_training_history"})
    ask(talk, names, "罗文参加过哪些培训")
    answer = talk.act(ANSWERS["query_profile"], "E000475", *entities(talk, names, "E000475"))
    assert answer.startswith("罗文 E000475")
    assert "参加过" in answer


def test_of_nobody_it_is_said_that_there_is_nobody(
    sample_engine: BudgetEngine, names: CatalogueNames
) -> None:
    with pytest.raises(NotFound, match="nobody_of_name"):
        _asking(Talk(sample_engine, "hr"), names, "刘不存在参加过哪些培训")
    said = ask(Talk(sample_engine, "hr"), names, "刘不存在参加过哪些培训")
    assert said == "没有找到叫“刘不存在”的人，请核对姓名，或者说工号。"
    english = ask(Talk(sample_engine, "hr"), names, "which trainings has Nemo Nobody attended")
    assert english == (
        'I find nobody called "Nemo Nobody". Please check the name, or say the employee number.'
    )


def _asking(talk: Talk, names: CatalogueNames, text: str) -> None:
    reply_trainings(talk._turn(text, entities(talk, names, text), ""))


@pytest.mark.parametrize("who", ["worker", "finance"])
def test_who_sees_no_records_learns_nothing_of_whom_there_is(
    sample_engine: BudgetEngine, names: CatalogueNames, who: str
) -> None:
    known = ask(Talk(sample_engine, who), names, "罗文参加过哪些培训")
    unknown = ask(Talk(sample_engine, who), names, "刘不存在参加过哪些培训")
    assert known == unknown.replace("刘不存在", "罗文")


def test_a_head_sees_those_of_the_name_who_are_his_people(
    sample_engine: BudgetEngine, names: CatalogueNames
) -> None:
    everybody = ask(Talk(sample_engine, "hr"), names, "罗文参加过哪些培训")
    said = ask(Talk(sample_engine, "workshop-head"), names, "罗文参加过哪些培训")
    hidden = [number for number in LUO if number not in said]
    assert all(number in everybody for number in LUO)
    assert hidden


def test_ones_own_trainings_need_no_right(
    sample_engine: BudgetEngine, names: CatalogueNames
) -> None:
    assert "参加过" in ask(Talk(sample_engine, "worker"), names, "我参加过哪些培训")
    english = ask(Talk(sample_engine, "worker"), names, "which courses have I taken")
    assert "attended" in english


def held(store: Database, fiscal_month: int = 1) -> None:
    """One person with a training on the first of four months of two years."""
    change_company(store, CompanyChange(fiscal_first_month=fiscal_month))
    company = Company()
    unit = company.unit("first", company.root)
    company.head(unit, HEAD)
    person = company.person(unit, number=WORKER)
    for number, day in enumerate(
        (date(2025, 2, 1), date(2025, 11, 1), date(2026, 3, 1), date(2026, 10, 1)), 1
    ):
        company.session(company.course(f"course {number}"), [person], "1000", start=day)
    company.write(store)


@pytest.mark.parametrize(
    ("text", "courses", "april"),
    [
        ("去年的培训", "12", "23"),
        ("今年的培训", "34", "4"),
        ("上个月的培训", "4", "4"),
        ("近12个月的培训", "34", "34"),
        ("过去两年的培训", "1234", "1234"),
        ("2025到2026年的培训", "1234", "123"),
        ("3月的培训", "3", "3"),
        ("今年以来的培训", "34", "4"),
        ("2026年3月之前的培训", "12", "12"),
        ("Q1的培训", "3", ""),
        ("trainings of last year", "12", "23"),
        ("trainings since October", "4", "4"),
        ("trainings in FY26", "34", "23"),
        ("trainings in the last 18 months", "234", "234"),
        ("trainings of the last quarter", "", ""),
        ("trainings in October", "4", "4"),
    ],
)
@pytest.mark.parametrize("first_month", [1, 4])
def test_the_trainings_of_a_time_are_those_and_no_others(
    empty_store: Database, text: str, courses: str, april: str, first_month: int
) -> None:
    held(empty_store, first_month)
    said = Talk(engine_over(empty_store), HR).act(ANSWERS["query_training_history"], text)
    expected = courses if first_month == 1 else april
    assert {number for number in "1234" if f"course {number}" in said} == set(expected)


def test_the_time_asked_about_is_said(empty_store: Database) -> None:
    held(empty_store)
    said = Talk(engine_over(empty_store), HR).act(
        ANSWERS["query_training_history"], "上季度到上个月的培训"
    )
    assert said.startswith("2026年7–10月：")
    said = Talk(engine_over(empty_store), HR).act(
        ANSWERS["query_training_history"], "last two years"
    )
    assert said.startswith("24 Nov 2024 – 23 Nov 2026:")


def test_a_budget_is_told_by_whole_years(empty_store: Database) -> None:
    build(empty_store)
    engine = Office(empty_store).engine
    assert (
        Talk(engine, HEAD)
        .act(ANSWERS["query_budget_status"], "2027年预算还剩多少")
        .startswith("first")
    )
    said = Talk(engine, HEAD).act(ANSWERS["query_budget_status"], "明年3月的预算还剩多少")
    assert said.startswith("预算按财年看，下面是2027 年全年的。")
    english = Talk(engine, HEAD).act(
        ANSWERS["query_budget_status"], "how much is left in Q2 next year"
    )
    assert english.startswith("Budgets are kept by fiscal year; this is the whole of 2027.")


def test_several_years_are_told_one_after_the_other(empty_store: Database) -> None:
    company = Company()
    unit = company.unit("first", company.root)
    company.head(unit, HEAD)
    for year in (2025, 2026, 2027):
        company.budget(unit, str(1000 * year), year)
    company.write(empty_store)
    engine = engine_over(empty_store)
    said = Talk(engine, HEAD).act(ANSWERS["query_budget_status"], "2025到2027年的预算")
    assert [f"{1000 * year:,}" in said for year in (2025, 2026, 2027)] == [True] * 3
    said = Talk(engine, HEAD).act(ANSWERS["query_budget_status"], "budget of the last two years")
    assert [f"{1000 * year:,}" in said for year in (2025, 2026, 2027)] == [True, True, False]


def test_the_year_of_a_fiscal_company_is_told_with_its_months(empty_store: Database) -> None:
    change_company(empty_store, CompanyChange(fiscal_first_month=4))
    build(empty_store)
    said = Talk(Office(empty_store).engine, HEAD).act(
        ANSWERS["query_budget_status"], "本财年预算还剩多少"
    )
    assert said.startswith("first 2027财年（2026年4月–2027年3月）培训预算 100,000 元")
    english = Talk(Office(empty_store).engine, HEAD).act(
        ANSWERS["query_budget_status"], "budget of FY27"
    )
    assert english.startswith("first, FY27 (Apr 2026–Mar 2027): training budget CNY 100,000")
