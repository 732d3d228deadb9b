"""Units that are called otherwise."""

import pytest
from sqlalchemy import select

from engine.queries.catalogue import catalogue_names
from engine.store.database import Database
from engine.store.tables import OrgUnit
from tests.engine.imports.loading.staff.lists import (
    HEAD,
    by_unit,
    lead,
    load,
    people,
    questions,
    units,
)
from tests.engine.imports.tables import asked, changed, fates, refused

RENAMED = people().replace("生产部", "制造部")


def test_a_unit_that_looks_renamed_is_asked_about_and_not_made(store: Database) -> None:
    report = load(store, RENAMED)
    args = {"old": "生产部", "new": "制造部", "came": 3, "people": 3}
    assert questions(report) == [("unit_renamed:制造部", args)]
    assert (report.questions[0].rows, fates(report)) == (3, {"LEFT_OUT": 3, "SAME": 3})
    assert "制造部" not in units(store)


def test_a_renamed_unit_is_the_same_unit(store: Database) -> None:
    lead(store, "生产部", "1")
    report = load(store, RENAMED, {"unit_renamed:制造部": "renamed"})
    assert changed(report) == [("unit", "生产部", "制造部")]
    assert by_unit(store) == {"制造部": 700, "销售部": 800}
    assert units(store) == {"COMPANY": False, "制造部": True, "销售部": False, "人事部": False}
    with store.reading() as session:
        names = {(one.code, one.name) for one in catalogue_names(session) if one.kind == "org_unit"}
    assert {("生产部", "生产部"), ("生产部", "制造部")} <= names
    # Both names find it from now on.
    for text in (RENAMED, people()):
        assert load(store, text).changes == []


def test_a_unit_that_is_new_is_made_when_that_is_said(store: Database) -> None:
    report = load(store, RENAMED, {"unit_renamed:制造部": "new"})
    assert [field for field, *_ in changed(report)] == ["department"] * 3
    assert by_unit(store) == {"生产部": 700, "销售部": 800}


@pytest.mark.parametrize(
    "text",
    [
        # Half of them went; a new hire only; the old unit is still there.
        people(_4="丁四,市场部,销售,2018-05-06,在职"),
        people(_7="庚七,市场部,销售,2026-05-06,在职"),
        people(_1="甲一,制造部,班长,2020-03-01,在职", _2="乙二,制造部,操作工,2021-03-01,在职"),
    ],
)
def test_a_new_unit_beside_the_old_ones_is_just_new(store: Database, text: str) -> None:
    report = load(store, text)
    assert (questions(report), refused(report)) == ([], [])


def test_nearly_all_with_a_leaver_and_a_new_hire_is_a_rename(empty_store: Database) -> None:
    old = HEAD + "".join(f"{n},员{n}号,旧部,工,2020-01-0{n},在职\n" for n in range(1, 7))
    load(empty_store, old)
    new = old.replace("旧部", "新部").replace("6,员6号,新部", "6,员6号,旧部")
    new = new.replace("2020-01-06,在职", "2020-01-06,离职") + "7,新人,新部,工,2026-01-01,在职\n"
    args = {"old": "旧部", "new": "新部", "came": 5, "people": 6}
    assert questions(load(empty_store, new)) == [("unit_renamed:新部", args)]


def test_a_single_person_moves_unless_a_head_or_a_budget_stays_behind(store: Database) -> None:
    alone = people().replace("人事部", "行政部")
    report = load(store, alone, dry_run=True)
    assert [(one.code, one.row) for one in report.remarks] == [("left_empty", 7)]
    assert fates(report) == {"SAME": 5, "CHANGED": 1}
    lead(store, "人事部", "6")
    assert fates(load(store, alone)) == {"SAME": 5, "LEFT_OUT": 1}


def test_a_flat_unit_that_is_in_a_tree_now_is_asked_about(store: Database) -> None:
    lead(store, "销售部", "4")
    tree = people().replace("销售部", "华东大区/销售部").replace("人事部", "华东大区/人事部")
    report = load(store, tree)
    assert asked(report) == ["unit_renamed:华东大区/销售部"]
    moved = load(store, tree, {"unit_renamed:华东大区/销售部": "renamed"})
    assert changed(moved)[0] == ("unit", "销售部", "华东大区/销售部")
    assert units(store)["销售部"]
    with store.reading() as session:
        path = session.scalar(select(OrgUnit.path).where(OrgUnit.name == "销售部"))
    assert path == "/COMPANY/华东大区/销售部/"
    assert load(store, tree).changes == []


def test_a_renamed_unit_above_is_asked_about_once(empty_store: Database) -> None:
    tree = HEAD + "".join(
        f"{n},员{n}号,华东区/{'销售部' if n < 4 else '市场部'},工,,在职\n" for n in range(1, 7)
    )
    tree += "7,员7号,总部/财务部,工,,在职\n"
    load(empty_store, tree)
    lead(empty_store, "华东区", "1")
    renamed = tree.replace("华东区", "华东大区")
    args = {"old": "华东区", "new": "华东大区", "came": 6, "people": 6}
    assert questions(load(empty_store, renamed)) == [("unit_renamed:华东大区", args)]
    report = load(empty_store, renamed, {"unit_renamed:华东大区": "renamed"})
    assert (changed(report), fates(report)) == ([("unit", "华东区", "华东大区")], {"SAME": 7})
    assert units(empty_store)["华东大区"]
