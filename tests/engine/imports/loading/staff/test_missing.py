"""Who is not in the list."""

from engine.store.database import Database
from tests.engine.imports import tables
from tests.engine.imports.loading.staff.lists import employee, load, people
from tests.engine.imports.tables import asked, changed, sheet


def test_who_is_not_in_the_list_is_asked_about_and_stays(store: Database) -> None:
    report = load(store, people(_4="", _5=""))
    (question,) = report.questions
    assert (question.code, dict(question.args), question.options) == (
        "not_in_the_list",
        {"people": 2, "names": "4 丁四, 5 戊五"},
        ("left", "stay"),
    )
    assert employee(store, "4").status == "active"
    assert load(store, people(_4="", _5=""), {question.key: "stay"}).questions == []
    left = load(store, people(_4="", _5=""), {question.key: "left"})
    assert changed(left) == [("status", "active", "left")] * 2
    assert (employee(store, "4").status, load(store, people(_4="", _5="")).questions) == (
        "left",
        [],
    )
    # They come back.
    assert changed(load(store, people())) == [("status", "left", "active")] * 2


def test_an_answer_about_some_holds_for_no_others(store: Database) -> None:
    key = load(store, people(_4="")).questions[0].key
    assert asked(load(store, people(_5=""), {key: "left"})) != [key]
    assert employee(store, "5").status == "active"


def test_a_list_of_a_few_asks_about_nobody(store: Database) -> None:
    assert load(store, people(_1="", _2="", _3="", _4="")).questions == []


def test_two_lists_of_a_load_have_the_people_together(store: Database) -> None:
    lists = [people(_5="", _6=""), people(_1="", _2="", _3="", _4="")]
    reports = tables.load(store, *(sheet("people", text) for text in lists))
    assert [one.questions for one in reports] == [[], []]
    reports = tables.load(store, *(sheet("people", text) for text in (lists[0], lists[0])))
    assert [len(one.questions) for one in reports] == [1, 0]
