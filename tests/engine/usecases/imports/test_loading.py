"""Files given, looked at, corrected, answered, loaded, and taken back, on both databases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.store.database import Database
from engine.store.tables import AuditEvent, Employee, ImportFile, ImportLoad
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import (
    begin_import,
    correct_import,
    discard_import,
    look_at_import,
)
from engine.usecases.imports.drafts import found_in_file
from engine.usecases.imports.load import load_import, past_load, past_loads, undo_import
from engine.usecases.imports.views import GivenFile
from engine.values.errors import InvalidInput, NotFound
from engine.values.money import Money
from tests.conftest import engine_over
from tests.engine.usecases.imports.giving import (
    PEOPLE,
    TRAININGS,
    answer,
    begin,
    both,
    counts,
    file,
    load,
    stored,
)

ODD = PEOPLE.replace("2019-05-06,在职", "2019-05-06,乙等身份")


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    return engine_over(either_store)


def test_files_are_read_and_nothing_is_loaded(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE), file(TRAININGS, "trainings.csv"))
    assert [one.mapping.kind for one in look.sheets] == ["people", "trainings"]
    assert counts(look)[0] == {"added": 3}
    assert look.totals.employees == 3
    assert look.is_first
    assert {"currency", "home_currency", "company_name"} <= {one.key for one in look.questions}
    assert stored(engine.database)["employee"] == []


def test_a_file_is_read_once_until_it_is_loaded(engine: BudgetEngine) -> None:
    given = file(PEOPLE, f"{engine.database.url}.csv")
    before = found_in_file.cache_info().misses
    load(engine, given, currency="CNY")
    assert found_in_file.cache_info().misses == before + 1


def test_what_is_shown_is_what_is_loaded(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE), file(TRAININGS, "trainings.csv"), currency="CNY")
    past = engine.perform_as_operator(load_import, look.id)
    added = sum(one.get("added", 0) for one in counts(look))
    assert (past.added, past.state) == (added, "loaded")
    again = begin(engine, file(PEOPLE))
    assert (again.totals.employees, again.totals.total_costs) == (3, look.totals.total_costs)
    assert not again.is_first


def test_the_same_files_twelve_times_change_nothing(engine: BudgetEngine) -> None:
    both(engine)
    before = stored(engine.database)
    for _ in range(12):
        past = both(engine)
        assert (past.added, past.changed, past.refused) == (0, 0, 0)
    assert stored(engine.database) == before


def test_a_load_is_taken_back_whole(engine: BudgetEngine) -> None:
    load(engine, file(PEOPLE))
    before = stored(engine.database)
    changed = PEOPLE.replace("王芳", "王方").replace("02,李强,一车间", "02,李强,销售部")
    given = file(changed + "04,钱进,采购部,采购员,2024-01-01,在职\n"), file(TRAININGS, "t.csv")
    past = load(engine, *given, currency="CNY")
    assert stored(engine.database) != before
    undone = engine.perform_as_operator(undo_import, past.id)
    assert undone.state == "undone"
    assert stored(engine.database) == before
    first, second = reversed(engine.perform_as_operator(past_loads))
    assert (first.state, second.state) == ("loaded", "undone")
    assert engine.perform_as_operator(undo_import, first.id).state == "undone"
    assert all(not rows for name, rows in stored(engine.database).items() if name == "employee")


def test_a_load_that_others_hang_on_stays(engine: BudgetEngine) -> None:
    first = load(engine, file(PEOPLE))
    load(engine, file(TRAININGS, "t.csv"), currency="CNY")
    shown = engine.perform_as_operator(past_load, first.id)
    assert {one.code for one in shown.in_the_way} == {"refers"}
    with pytest.raises(InvalidInput, match="import_refers"):
        engine.perform_as_operator(undo_import, first.id)
    assert stored(engine.database)["employee"]


def test_a_word_that_is_not_known_is_asked_once(engine: BudgetEngine) -> None:
    look = begin(engine, file(ODD))
    (asked,) = [one for one in look.questions if one.code == "word"]
    assert asked.key == "word:status=乙等身份"
    look = answer(engine, look, {asked.key: "active"})
    assert asked.key not in {one.key for one in look.questions}
    engine.perform_as_operator(load_import, look.id)
    again = begin(engine, file(ODD, "next month.csv"))
    assert asked.key not in {one.key for one in again.questions}
    assert counts(again) == [{"same": 3}]


def test_what_a_later_file_has_too_is_not_taken_from_below_it(engine: BudgetEngine) -> None:
    first = load(engine, file(PEOPLE))
    again = load(engine, file(PEOPLE))
    with pytest.raises(InvalidInput, match="import_later"):
        engine.perform_as_operator(undo_import, first.id)
    engine.perform_as_operator(undo_import, again.id)
    assert engine.perform_as_operator(undo_import, first.id).state == "undone"


def test_what_is_taken_back_is_asked_again(engine: BudgetEngine) -> None:
    past = load(engine, file(ODD), **{"word:status=乙等身份": "active"})
    engine.perform_as_operator(undo_import, past.id)
    again = begin(engine, file(ODD))
    assert "word:status=乙等身份" in {one.key for one in again.questions}


def test_an_answer_is_taken_back(engine: BudgetEngine) -> None:
    look = begin(engine, file(ODD))
    look = answer(engine, look, {"word:status=乙等身份": "active"})
    look = answer(engine, look, {"word:status=乙等身份": None})
    assert "word:status=乙等身份" in {one.key for one in look.questions}


def test_an_answered_question_is_shown_as_it_was_asked(engine: BudgetEngine) -> None:
    look = begin(engine, file(ODD))
    (asked,) = [one for one in look.questions if one.code == "word"]
    look = answer(engine, look, {asked.key: "active", "home_currency": "CNY"})
    shown = engine.perform_as_operator(look_at_import, look.id).answered
    assert [(one.question.key, one.value) for one in shown] == [
        (asked.key, "active"),
        ("home_currency", "CNY"),
    ]
    assert shown[0].question == asked
    assert answer(engine, look, {asked.key: "left"}).answered[0].value == "left"
    assert answer(engine, look, {asked.key: None, "home_currency": None}).answered == ()


def test_what_was_said_unasked_is_shown_by_its_code(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE), **{"kind:people.csv|": "courses"})
    (one,) = look.answered
    assert (one.question.code, one.question.subject) == ("kind", "people.csv|")


MARKED = "工号,课程名称,培训日期,培训方式,成绩\n01,焊接,2026-03-10,轮岗跟练,95\n02,焊接,2026-03-10,轮岗跟练,50\n"


def test_what_need_not_be_said_can_be_said(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE), file(MARKED, "t.csv"), currency="CNY")
    keys = {one.key: one for one in look.offers}
    assert set(keys) == {"pass_mark:t.csv", "word:delivery=轮岗跟练"}
    assert keys.keys().isdisjoint(one.key for one in look.questions)
    assert look.totals.outcomes == {}
    said: dict[str, str | None] = {"pass_mark:t.csv": "60", "word:delivery=轮岗跟练": "internal"}
    look = answer(engine, look, said)
    assert look.offers == ()
    assert look.totals.outcomes == {"passed": 1, "failed": 1}
    with pytest.raises(InvalidInput, match="import_answer_no_number"):
        answer(engine, look, {"pass_mark:t.csv": "sixty"})


def test_a_sheet_is_read_as_the_kind_that_is_said(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE))
    key = f"kind:{look.sheets[0].mapping.place}"
    aside = answer(engine, look, {key: ""})
    assert aside.sheets[0].mapping.kind is None
    assert counts(aside) == [{}]
    back = answer(engine, aside, {key: "people"})
    assert counts(back) == [{"added": 3}]
    with pytest.raises(InvalidInput, match="mapping_kind"):
        answer(engine, back, {key: "poems"})


def test_columns_are_corrected(engine: BudgetEngine) -> None:
    text = "工号,姓名,甲,乙\n01,王芳,一车间,二车间\n"
    look = begin(engine, file(text))
    mapping = look.sheets[0].mapping
    fields = (
        FieldMap(field="emp_no", column="工号"),
        FieldMap(field="name", column="姓名"),
        FieldMap(field="unit", column="乙"),
    )
    said = replace(mapping, kind="people", fields=fields)
    look = engine.perform_as_operator(correct_import, look.id, [said])
    assert look.sheets[0].mapping.fields == fields
    assert not [one for one in look.questions if one.code == "kind"]
    engine.perform_as_operator(load_import, look.id)
    assert [row[-1] for row in _units(engine)] == ["二车间"]
    again = begin(engine, file(text.replace("01,王芳", "02,李强")))
    assert again.sheets[0].mapping.column("unit") == "乙"


def _units(engine: BudgetEngine) -> list[tuple[str, str]]:
    with engine.database.reading() as session:
        from engine.store.tables import OrgUnit

        rows = session.execute(
            select(OrgUnit.code, OrgUnit.name).where(OrgUnit.parent_id.is_not(None))
        )
        return [(str(code), str(name)) for code, name in rows]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ((FieldMap(field="emp_no", column="没有"),), "mapped_columns_missing"),
        (
            (FieldMap(field="unit", column="部门"), FieldMap(field="unit", column="岗位")),
            "mapping_field_twice",
        ),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    engine: BudgetEngine, fields: tuple[FieldMap, ...], code: str
) -> None:
    look = begin(engine, file(PEOPLE))
    said = replace(look.sheets[0].mapping, fields=fields)
    with pytest.raises(InvalidInput, match=code):
        engine.perform_as_operator(correct_import, look.id, [said])
    elsewhere = SheetMapping(file="b.csv", sheet="", fingerprint="", kind=None)
    with pytest.raises(InvalidInput, match="import_unknown_sheet"):
        engine.perform_as_operator(correct_import, look.id, [elsewhere])


def test_other_heading_rows_make_another_table(engine: BudgetEngine) -> None:
    look = begin(engine, file(f"说明,内容,备注\n{PEOPLE}"))
    said = replace(look.sheets[0].mapping, heading_rows=(2, 2))
    look = engine.perform_as_operator(correct_import, look.id, [said])
    assert look.sheets[0].mapping.kind == "people"
    assert counts(look) == [{"added": 3}]
    assert engine.perform_as_operator(load_import, look.id).added == 3


def test_the_first_rows_of_a_sheet_are_shown_as_they_stand(engine: BudgetEngine) -> None:
    (sheet,) = begin(engine, file(f"2026年花名册\n{PEOPLE}")).sheets
    assert (sheet.top[0][0], sheet.heading_rows) == ("2026年花名册", (2, 2))
    assert sheet.top[1][:2] == ("工号", "姓名")


NOTHING = "亲爱的同事：\n下面是我们车间的人，请查收，谢谢。\n"


def test_where_no_table_was_found_its_headings_can_be_named(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE), file(NOTHING, "note.txt"))
    assert [(one.file, one.top[0][0]) for one in look.unread] == [("note.txt", "亲爱的同事：")]
    said = SheetMapping(file="note.txt", sheet="", fingerprint="", kind=None, heading_rows=(1, 1))
    look = engine.perform_as_operator(correct_import, look.id, [said])
    assert [(one.file, one.headings) for one in look.sheets][1:] == [
        ("note.txt", ("亲爱的同事：",))
    ]
    assert look.unread == ()


@pytest.mark.parametrize("rows", [(4, 4), (9, 9), (3, 2)])
def test_heading_rows_that_cannot_be_are_refused(
    engine: BudgetEngine, rows: tuple[int, int]
) -> None:
    look = begin(engine, file(PEOPLE))
    said = replace(look.sheets[0].mapping, heading_rows=rows)
    with pytest.raises(InvalidInput, match="import_no_such_headings"):
        engine.perform_as_operator(correct_import, look.id, [said])


def test_headings_are_found_again_once_no_rows_are_named(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE))
    said = replace(look.sheets[0].mapping, heading_rows=(2, 2))
    look = engine.perform_as_operator(correct_import, look.id, [said])
    assert look.sheets[0].headings[0] == "01"
    back = replace(look.sheets[0].mapping, heading_rows=None)
    look = engine.perform_as_operator(correct_import, look.id, [back])
    assert (look.sheets[0].headings[0], counts(look)) == ("工号", [{"added": 3}])


def test_the_company_is_set_up_by_its_first_load(engine: BudgetEngine) -> None:
    load(engine, file(PEOPLE), home_currency="jpy", company_name="某公司", fiscal_year_begins="4")
    company = engine.company()
    assert (company.name, company.currency, company.fiscal.first_month) == ("某公司", "JPY", 4)
    with pytest.raises(InvalidInput, match="company_is_set_up"):
        begin(engine, file(PEOPLE), home_currency="EUR")


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("home_currency", "XYZ", "unknown_currency"),
        ("currency", "XYZ", "unknown_currency"),
        ("time_zone", "Mars", "unknown_time_zone"),
        ("fiscal_year_begins", "13", "unknown_month"),
        ("fiscal_year_begins", "May", "unknown_month"),
        ("word:status=在职", "king", "import_no_such_word"),
        ("as_of", "x" * 301, "import_answer_too_long"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    engine: BudgetEngine, key: str, value: str, code: str
) -> None:
    look = begin(engine, file(PEOPLE))
    with pytest.raises(InvalidInput, match=code):
        answer(engine, look, {key: value})
    assert engine.perform_as_operator(look_at_import, look.id).answers == {}


def test_what_was_loaded_is_no_draft_any_more(engine: BudgetEngine) -> None:
    past = load(engine, file(PEOPLE))
    with pytest.raises(InvalidInput, match="import_is_loaded"):
        engine.perform_as_operator(load_import, past.id)
    with pytest.raises(InvalidInput, match="import_is_loaded"):
        engine.perform_as_operator(discard_import, past.id)
    engine.perform_as_operator(undo_import, past.id)
    with pytest.raises(InvalidInput, match="import_is_undone"):
        engine.perform_as_operator(undo_import, past.id)
    with pytest.raises(NotFound, match="unknown_import"):
        engine.perform_as_operator(look_at_import, past.id + 100)


def test_a_draft_is_discarded_with_its_files(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE))
    engine.perform_as_operator(discard_import, look.id)
    with engine.database.reading() as session:
        assert session.scalars(select(ImportLoad)).all() == []
        assert session.scalars(select(ImportFile)).all() == []


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ((), "import_files_count"),
        (tuple(file(PEOPLE, f"{n}.csv") for n in range(21)), "import_files_count"),
        ((GivenFile("empty.csv", b""),), "file_empty"),
        ((file("Dear all,\nplease find below nothing.\n", "letter.txt"),), "import_no_tables"),
    ],
)
def test_files_that_are_none_are_refused(
    engine: BudgetEngine, files: tuple[GivenFile, ...], code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        engine.perform_as_operator(begin_import, files)


def test_two_files_of_one_name_are_told_apart(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE), file(PEOPLE))
    assert look.files == ("people.csv", "people.csv (2)")
    assert counts(look) == [{"added": 3}, {"same": 3}]


def test_the_log_says_what_was_loaded_and_taken_back(engine: BudgetEngine) -> None:
    past = load(engine, file(PEOPLE))
    engine.perform_as_operator(undo_import, past.id)
    with engine.database.reading() as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.at)).all()
        assert [one.action for one in events] == ["import", "undo_import"]
        assert session.scalars(select(Employee)).all() == []


def test_an_answer_on_one_table_of_a_sheet_is_not_of_the_others(engine: BudgetEngine) -> None:
    """One below the other, each with headings of its own."""
    names = "技能名称,技能编码\n焊接,S1\n谈判,S2\n"
    look = begin(engine, file(PEOPLE + "\n\n" + names, "both.csv"))
    assert [one.mapping.kind for one in look.sheets] == ["people", "skill_names"]
    assert [one.mapping.own_place for one in look.sheets] == ["both.csv|", "both.csv|#2"]
    look = answer(engine, look, {"kind:both.csv|#2": ""})
    assert [one.mapping.kind for one in look.sheets] == ["people", None]
    look = answer(engine, look, {"kind:both.csv|#2": "courses", "kind:both.csv|": ""})
    assert [one.mapping.kind for one in look.sheets] == [None, "courses"]
    assert [one.report.part for one in look.sheets] == [1, 2]


PICTURE = GivenFile("photo.xlsx", b"\x89PNG\r\n\x1a\n")


def test_a_file_that_cannot_be_read_stops_no_other(engine: BudgetEngine) -> None:
    look = begin(engine, PICTURE, file(PEOPLE))
    assert (look.files, counts(look)) == (("people.csv",), [{"added": 3}])
    assert [(one.code, one.args["code"]) for one in look.aside] == [
        ("file_refused", "file_not_a_table")
    ]
    again = engine.perform_as_operator(look_at_import, look.id)
    assert again.aside == look.aside


def test_where_no_file_can_be_read_that_is_said(engine: BudgetEngine) -> None:
    with pytest.raises(InvalidInput) as error:
        begin(engine, PICTURE, PICTURE)
    assert error.value.code == "file_not_a_table"


def test_a_mistyped_key_is_refused_with_the_nearest(engine: BudgetEngine) -> None:
    look = begin(engine, file(ODD))
    key = "word:status=乙等身份"
    for mistyped in ("word:status=乙等身", "wrod:status=乙等身份"):
        with pytest.raises(InvalidInput) as error:
            answer(engine, look, {mistyped: "active"})
        assert (error.value.code, error.value.args_by_name["nearest"]) == (
            "import_no_such_question",
            key,
        )
        assert key in error.value.args_by_name["open"]
    assert answer(engine, look, {key: "active"}).answers == {key: "active"}


def test_an_answer_that_is_not_needed_is_said(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE), repeated_sum="each", currency="CNY")
    assert look.unused == ("repeated_sum",)


def test_a_kind_of_a_sheet_that_is_not_there_is_refused(engine: BudgetEngine) -> None:
    with pytest.raises(InvalidInput) as error:
        begin(engine, file(PEOPLE), **{"kind:other.csv|": "people"})
    assert error.value.code == "import_unknown_sheet"


def test_a_word_that_is_known_by_now_may_be_said_again(engine: BudgetEngine) -> None:
    said = {"word:status=乙等身份": "active"}
    load(engine, file(ODD), **said)
    assert begin(engine, file(ODD), **said).unused == ()


def test_the_totals_by_course_are_of_the_load_alone(engine: BudgetEngine) -> None:
    both(engine)
    more = TRAININGS + "03,谈判,2026-05-01,1000\n"
    look = begin(engine, file(more, "trainings.csv"), currency="CNY")
    said = [
        (one.name, one.participations, [f"{each.amount:.2f}" for each in one.totals])
        for one in (*look.totals.by_course, *look.totals.by_unit)
    ]
    assert said == [("谈判", 1, ["1000.00"]), ("销售部", 1, ["1000.00"])]
    again = begin(engine, file(TRAININGS, "trainings.csv"), currency="CNY")
    assert (again.totals.by_course, again.totals.by_unit) == ((), ())


def test_who_has_left_is_not_counted(engine: BudgetEngine) -> None:
    left = PEOPLE.replace("2019-05-06,在职", "2019-05-06,离职")
    assert begin(engine, file(left)).totals.employees == 2


ENGLISH = "Employee ID,Name,Department\n1,Ann Lee,Sales\n2,Bob Ray,Sales\n"
SPENT = "Employee ID,Course,Training date,Cost\n1,Welding,2026-03-10,£300\n"


@pytest.mark.parametrize(
    ("given", "said", "proposed"),
    [
        ((file(PEOPLE),), {}, ("CNY", "Asia/Shanghai")),
        ((file(ENGLISH),), {}, (None, None)),
        ((file(ENGLISH), file(SPENT, "spent.csv")), {}, ("GBP", "Europe/London")),
        ((file(ENGLISH),), {"home_currency": "JPY"}, (None, "Asia/Tokyo")),
    ],
)
def test_where_the_company_is_follows_from_its_money_and_language(
    engine: BudgetEngine,
    given: tuple[GivenFile, ...],
    said: dict[str, str],
    proposed: tuple[str | None, str | None],
) -> None:
    look = begin(engine, *given, **said)
    found = {one.key: one.proposed for one in look.questions}
    assert (found.get("home_currency"), found["time_zone"]) == proposed


@pytest.mark.parametrize("heading", ["Budget 2027 (£k)", "2027年预算(万元)"])
def test_a_column_of_money_with_a_year_in_its_heading_is_a_budget(
    engine: BudgetEngine, heading: str
) -> None:
    given = file(f"Department,{heading}\nSales,12\nBoard,5\n", "budget.csv")
    look = begin(engine, given, **{"kind:budget.csv|": "budgets"})
    (amount,) = look.sheets[0].mapping.maps("amount")
    assert (amount.column, dict(amount.of)) == (heading, {"year": "2027"})


OVERVIEW = """课程名称,培训日期,参加人数,培训费用
焊接,2025-03-10,44,"29,920"
焊接,2026-03-10,38,"27,132"
"""


def test_people_whom_nobody_named_count_in_the_totals(engine: BudgetEngine) -> None:
    look = begin(engine, file(PEOPLE), file(OVERVIEW, "overview.csv"), currency="CNY")
    assert look.totals.participations == 82
    (course,) = look.totals.by_course
    assert (course.participations, course.totals[0].per(82)) == (
        82,
        Money(Decimal("695.76"), "CNY"),
    )
