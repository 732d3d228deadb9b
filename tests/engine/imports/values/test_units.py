"""Which unit a text means: by code, by name, by path, by the levels beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.imports.questions import Answers
from engine.imports.reading.rows import Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.unit_cells import UnitCells, read_units
from engine.imports.values.unit_paths import Paths
from engine.imports.values.units import Said, Units
from engine.store.database import Database
from engine.store.tables import OrgUnit
from tests.engine.imports.tables import asked, fates, refused, rows_of, sheet

EAST, NORTH = "华东大区", "华北大区"


@pytest.fixture
def session(empty_store: Database) -> Iterator[Session]:
    with empty_store.transaction() as session:
        yield session


@pytest.fixture
def units(session: Session) -> Units:
    """Two regions with a 销售部 each, and a 财务部."""
    units = Units(session)
    for names in ((EAST, "销售部"), (NORTH, "销售部"), ("财务部",), (EAST, "南京-李组")):
        units.get(Said(names, from_top=True))
    return units


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (["华东/销售部", "华北/销售部"], [("华东", "销售部"), ("华北", "销售部")]),
        (["华东/销售部", "华东"], [("华东", "销售部"), ("华东",)]),
        (["/公司/生产部"], [("公司", "生产部")]),
        (["总部 > 生产部 > 一班"], [("总部", "生产部", "一班")]),
        (["总部\\生产部"], [("总部", "生产部")]),
        (["研发/测试部 > 一组", "B"], [("研发/测试部", "一组"), ("B",)]),
        # A slash or a dash of one name alone proves nothing.
        (["Sales/Marketing", "IT"], [("Sales/Marketing",), ("IT",)]),
        (["华东-销售部", "IT"], [("华东-销售部",), ("IT",)]),
        (["E-Learning", "E-Commerce", "IT"], [("E-Learning",), ("E-Commerce",), ("IT",)]),
        (["南京/南京-李组", "南京"], [("南京", "南京-李组"), ("南京",)]),
        (["华东-销售部", "华东", "X-Ray"], [("华东", "销售部"), ("华东",), ("X-Ray",)]),
        (
            ["公司_总部", "公司_总部_审计部", "公司_贸易_进口-出口部"],
            [("公司", "总部"), ("公司", "总部", "审计部"), ("公司", "贸易", "进口-出口部")],
        ),
        (
            ["华东-销售部", "华北-销售部", "华东-市场部"],
            [("华东", "销售部"), ("华北-销售部",), ("华东", "市场部")],
        ),
    ],
)
def test_a_column_proves_that_it_has_paths(
    texts: Sequence[str], right: Sequence[tuple[str, ...]]
) -> None:
    paths = Paths(texts, lambda _: False)
    assert [paths.parts(text) for text in texts] == list(right)


@pytest.mark.parametrize(
    ("known", "right"),
    [
        ({"it"}, ("IT", "Support")),
        ({"support"}, ("IT", "Support")),
        ({"it", "IT/Support"}, ("IT/Support",)),
    ],
)
def test_known_units_prove_paths_and_names(known: set[str], right: tuple[str, ...]) -> None:
    paths = Paths(["IT/Support"], known.__contains__)
    assert (paths.unclear, paths.parts("IT/Support")) == (frozenset(), right)


def found(units: Units, text: str) -> str:
    try:
        return units.text(units.find(text))
    except Wrong as wrong:
        return wrong.code


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("华东大区/销售部", "华东大区/销售部"),
        ("华东大区 > 销售部", "华东大区/销售部"),
        ("华东大区-销售部", "华东大区/销售部"),
        ("财务部", "财务部"),
        (" 财务部 ", "财务部"),
        ("南京-李组", "华东大区/南京-李组"),
        ("COMPANY", "COMPANY"),
        ("COMPANY/财务部", "财务部"),
        ("销售部", "which_unit"),
        ("采购部", "unknown_unit"),
        ("华东大区/采购部", "unknown_unit"),
        ("", "empty"),
    ],
)
def test_what_is_there_is_found_however_it_is_written(units: Units, text: str, right: str) -> None:
    assert found(units, text) == right


def test_an_old_name_and_a_code_find_it(units: Units, session: Session) -> None:
    unit = units.find("财务部")
    units.rename(unit, "财务中心")
    units.also(unit, "F01")
    session.flush()
    for again in (units, Units(session)):
        assert {again.find(text) for text in ("财务部", "财务中心", "F01")} == {unit}
        assert again.find("", "f01") == unit


def test_a_unit_moves_with_all_below_it(units: Units, session: Session) -> None:
    units.get(Said((EAST, "销售部", "一组"), from_top=True))
    units.move(units.find("华东大区/销售部"), units.find("财务部"))
    paths = set(session.scalars(select(OrgUnit.path)))
    assert "/COMPANY/财务部/销售部/一组/" in paths
    with pytest.raises(Wrong, match="below_itself"):
        units.move(units.find("财务部"), units.find("一组"))


def test_two_units_of_one_name_have_two_codes(session: Session) -> None:
    units = Units(session)
    first, second = (units.get(Said(("销售部",), code=code)) for code in ("S1", "S2"))
    again = Units(session)
    assert first != second
    assert [again.find("销售部", code) for code in ("S1", "S2")] == [first, second]
    assert again.get(Said(("销售部",), code="S2")) == second


def test_a_unit_without_a_code_of_its_own_gets_one(units: Units) -> None:
    unit = units.find("财务部")
    assert units.get(Said(("财务部",), code="F1")) == unit
    assert units.find("", "F1") == unit


def test_a_row_that_needs_a_unit_waits_refuses_or_finds(units: Units) -> None:
    text = "工号,部门\n1,销售部\n2,采购部\n3,财务部\n4,\n"
    rows = rows_of(sheet("people", text))
    found = [units.of(row) for row in rows]
    assert found == [None, None, units.find("财务部"), None]
    assert asked(rows.report) == ["which_unit:销售部"]
    assert rows.report.questions[0].options == ("华东大区/销售部", "华北大区/销售部", "new")
    assert (refused(rows.report), fates(rows.report)["LEFT_OUT"]) == (
        [(3, "unknown_unit"), (5, "empty")],
        1,
    )
    rows = rows_of(sheet("people", text), {"which_unit:销售部": "华北大区/销售部"})
    assert next(units.of(row) for row in rows) == units.find("华北大区/销售部")


# ---- a whole table

Reading = tuple[list[tuple[str, ...] | None], SheetReport]


def read(
    units: Units, cells: Sequence[UnitCells], answers: Mapping[str, str] | None = None
) -> Reading:
    report = SheetReport(file="f.csv", sheet="", kind="people")
    said = read_units(Counter(cells), units, report, Answers(answers or {}))
    return [one.names if (one := said[cell]) else None for cell in cells], report


def cells(*levels: str, unit: str = "", company: str = "") -> UnitCells:
    return UnitCells(company=company, levels=levels, unit=unit)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (cells("生产部", "一班"), ("生产部", "一班")),
        (cells("生产部", unit="一班"), ("生产部", "一班")),
        (cells("生产部", "一班", unit="一班"), ("生产部", "一班")),
        (cells("生产部", "一班", unit="生产部"), ("生产部", "一班")),
        (cells("生产部", unit="生产部/一班"), ("生产部", "一班")),
        (cells("生产部", "生产部"), ("生产部",)),
    ],
)
def test_levels_and_the_unit_beside_them(
    session: Session, cell: UnitCells, names: tuple[str, ...]
) -> None:
    others = [cells("研发部"), cells(unit="生产部/二班")]
    assert read(Units(session), [cell, *others])[0][0] == names


def test_what_all_paths_begin_with_is_the_company(session: Session) -> None:
    units = Units(session)
    paths = [cells(unit=f"某公司/{name}") for name in ("业务部/南京", "业务部", "财务部")]
    names, report = read(units, paths)
    assert [(one.code, one.args) for one in report.remarks] == [("unit_top", {"name": "某公司"})]
    for one in names:
        units.get(Said(one or (), from_top=True))
    assert units.names(units.find("南京")) == ("业务部", "南京")
    # From now on it is known.
    again = read(Units(session), paths[:1])[1]
    assert (again.remarks, Units(session).text(units.find("某公司/业务部"))) == ([], "业务部")


def test_it_is_asked_about_where_other_units_are_there(units: Units) -> None:
    paths = [cells(unit=f"西部/{name}") for name in ("甲部", "乙部")]
    names, report = read(units, paths)
    assert (names, asked(report), report.questions[0].rows) == ([None, None], ["unit_top:西部"], 2)
    names, report = read(units, paths, {"unit_top:西部": "unit"})
    assert (names, report.questions) == ([("西部", "甲部"), ("西部", "乙部")], [])
    # A known unit below it decides.
    fits = [cells(unit=f"某公司/{name}") for name in ("财务部", "乙部")]
    assert read(units, fits)[1].questions == []


def test_several_companies_are_units(session: Session) -> None:
    units = Units(session)
    names, _ = read(units, [cells(unit="销售部", company=one) for one in ("甲公司", "乙公司")])
    ids = {units.get(Said(one or ())) for one in names}
    assert {units.text(one) for one in ids} == {"甲公司/销售部", "乙公司/销售部"}


def test_a_slash_that_nothing_proves_is_asked_about(session: Session) -> None:
    table = [cells(unit="Sales/Marketing"), cells(unit="IT")]
    units = Units(session)
    names, report = read(units, table)
    assert (names, asked(report)) == ([None, ("IT",)], ["unit_paths"])
    assert read(units, table, {"unit_paths": "no"})[0][0] == ("Sales/Marketing",)
    assert read(units, table, {"unit_paths": "yes"})[0][0] == ("Sales", "Marketing")
    units.get(Said(("Sales/Marketing",)))
    assert read(units, table)[1].questions == []


def test_one_stroke_among_many_names_without_is_part_of_its_name() -> None:
    paths = Paths(["IT/IS", "Sales", "Production", "Finance"], lambda _: False)
    assert (paths.kept, paths.unclear, paths.parts("IT/IS")) == ("IT/IS", frozenset(), ("IT/IS",))


def test_one_path_below_a_name_that_is_there_is_one() -> None:
    paths = Paths(["Sales/East", "Sales", "Production", "Finance"], lambda _: False)
    assert (paths.kept, paths.parts("Sales/East")) == (None, ("Sales", "East"))
