"""Whom a name means: among the people whom the one who asks may see, and nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Employee, RoleGrant
from engine.usecases.context import BudgetEngine
from engine.usecases.people import MOST, NameSaid, PeopleFound, Saying, find_people, people_among
from tests.company import HR, Company
from tests.conftest import engine_over

HEAD, WORKER, FINANCE = "HEAD1", "W1", "FIN1"
# Numbers and names of two units; what is in the first, its head may see.
FIRST = {
    "E1": "罗文",
    "E2": "李娜",
    "E3": "王小明",
    "E4": "Tom Baker",
    "E5": "欧阳建国",
    "E6": "王芳",
}
SECOND = {"E7": "罗文", "E8": "罗文斌", "E9": "Maria Baker", "E10": "高质"}


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    company = Company()
    first, second = (company.unit(name, company.root) for name in ("first", "second"))
    company.head(first, HEAD)
    company.person(first, number=WORKER)
    finance = company.person(company.root, number=FINANCE)
    company.rows.add(RoleGrant, employee_id=finance, role="finance", org_unit_id=company.root)
    for unit, people in ((first, FIRST), (second, SECOND)):
        for number, name in people.items():
            row = company.person(unit, number=number)
            company.rows.of(Employee)[row - 1]["name"] = name
    company.write(either_store)
    return engine_over(either_store)


def find(engine: BudgetEngine, who: str, words: str, saying: Saying) -> PeopleFound:
    (found,) = engine.perform(find_people, who, "test", [NameSaid(words, saying)])
    return found


def numbers(found: PeopleFound) -> list[str]:
    return [one.code for one in found.people]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("罗文", ["E1", "E7"]),
        ("李娜", ["E2"]),
        ("luo wen", ["E1", "E7"]),
        ("Luowen", ["E1", "E7"]),
        ("wen luo", ["E1", "E7"]),
        ("Tom Baker", ["E4"]),
        ("baker tom", ["E4"]),
        ("e8", ["E8"]),
        ("E3", ["E3"]),
        ("欧阳建国", ["E5"]),
        ("高质", ["E10"]),
        ("罗纹", []),
        ("文罗", []),
    ],
)
def test_a_whole_name_or_number_means_all_who_have_it(
    engine: BudgetEngine, words: str, expected: list[str]
) -> None:
    assert numbers(find(engine, HR, words, Saying.PERHAPS)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("王", ["E3", "E6"]),
        ("欧阳", ["E5"]),
        ("Wang", ["E3", "E6"]),
        ("baker", ["E4", "E9"]),
        ("Tom", ["E4"]),
        ("To", []),
        ("%", []),
        ("_", []),
    ],
)
def test_a_part_of_a_name_means_all_who_are_called_so(
    engine: BudgetEngine, words: str, expected: list[str]
) -> None:
    assert numbers(find(engine, HR, words, Saying.PART)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("罗纹", ["E1", "E7"]),
        ("王晓明", ["E3"]),
        ("王小朋", ["E3"]),
        ("Tom Bakr", ["E4"]),
        ("luo wne", ["E1", "E7"]),
        ("E99", []),
        ("周一鸣", []),
    ],
)
def test_where_nobody_has_the_name_the_likeliest_are_told(
    engine: BudgetEngine, words: str, expected: list[str]
) -> None:
    found = find(engine, HR, words, Saying.NAMED)
    assert (numbers(found), [one.code for one in found.alike]) == ([], expected)


def test_what_may_be_no_name_at_all_is_like_nobodys(engine: BudgetEngine) -> None:
    assert find(engine, HR, "罗纹", Saying.PERHAPS).alike == ()


@pytest.mark.parametrize("saying", Saying)
@pytest.mark.parametrize("who", [WORKER, FINANCE])
@pytest.mark.parametrize(
    "words", ["罗文", "罗纹", "luo wen", "E7", "E1", "王", "Baker", "Tom Bakr"]
)
def test_who_sees_no_records_learns_nothing_of_whom_there_is(
    engine: BudgetEngine, who: str, words: str, saying: Saying
) -> None:
    found = find(engine, who, words, saying)
    assert (found.people, found.alike, found.more) == ((), (), False)


@pytest.mark.parametrize(
    ("words", "saying", "expected"),
    [
        ("罗文", Saying.NAMED, ["E1"]),
        ("罗文斌", Saying.NAMED, []),
        ("E7", Saying.NAMED, []),
        ("Baker", Saying.PART, ["E4"]),
        ("luo wen", Saying.PERHAPS, ["E1"]),
    ],
)
def test_a_head_is_told_of_his_people_alone(
    engine: BudgetEngine, words: str, saying: Saying, expected: list[str]
) -> None:
    assert numbers(find(engine, HEAD, words, saying)) == expected


def test_the_likeliest_are_of_those_who_may_be_seen(engine: BudgetEngine) -> None:
    assert find(engine, HEAD, "Maria Bakr", Saying.NAMED).alike == ()
    assert [one.code for one in find(engine, HR, "Maria Bakr", Saying.NAMED).alike] == ["E9"]


def test_everybody_finds_himself(engine: BudgetEngine) -> None:
    assert numbers(find(engine, "E7", "罗文", Saying.NAMED)) == ["E7"]


def test_who_left_is_not_found(engine: BudgetEngine) -> None:
    with engine.database.transaction() as session:
        gone = session.scalars(select(Employee).where(Employee.emp_no == "E2")).one()
        gone.status = "left"
    assert numbers(find(engine, HR, "李娜", Saying.NAMED)) == []


def test_a_changed_name_is_found_and_the_old_one_is_not(engine: BudgetEngine) -> None:
    with engine.database.transaction() as session:
        one = session.scalars(select(Employee).where(Employee.emp_no == "E2")).one()
        one.name = "赵敏"
    assert numbers(find(engine, HR, "Zhao Min", Saying.PERHAPS)) == ["E2"]
    assert numbers(find(engine, HR, "Li Na", Saying.PERHAPS)) == []


def test_too_many_of_a_name_are_some_and_more(either_store: Database) -> None:
    company = Company()
    for number in range(MOST + 1):
        row = company.person(company.root, number=f"Z{number}")
        company.rows.of(Employee)[row - 1]["name"] = "张伟"
    company.write(either_store)
    found = find(engine_over(either_store), HR, "张", Saying.PART)
    assert (len(found.people), found.more) == (MOST, True)


def test_many_names_are_answered_in_their_order(engine: BudgetEngine) -> None:
    said = [NameSaid(words, Saying.PERHAPS) for words in ("李娜", "谁", "罗文")]
    found = engine.perform(find_people, HR, "test", said)
    assert [(one.said.words, len(one.people)) for one in found] == [
        ("李娜", 1),
        ("谁", 0),
        ("罗文", 2),
    ]


def test_of_words_those_are_told_that_are_somebodys_name_or_number(engine: BudgetEngine) -> None:
    said = ["Tom Baker", "E8", "budget", "欧阳建国", *(f"word {at}" for at in range(600))]
    assert engine.perform(people_among, HR, "test", said) == ["E8", "Tom Baker", "欧阳建国"]


def test_a_name_in_other_letters_and_a_number_in_small_ones_are_told_as_written(
    engine: BudgetEngine,
) -> None:
    said = ["wen luo", "Luo Wen", "e8", "wen"]
    assert engine.perform(people_among, HR, "test", said) == ["Luo Wen", "e8", "wen luo"]
