"""What tables are taken for, what is asked, and what is left out."""

import dataclasses

import pytest

from engine.imports.kinds.kind import kinds
from engine.imports.questions import Answers
from engine.imports.recognising.assigning import View
from engine.imports.recognising.known import Known
from engine.imports.recognising.proposing import propose
from engine.imports.shape.table import Fact, Table
from tests.engine.imports.recognising.tables import a_table, columns, constants, facts, proposed

ROSTER = a_table(
    "工号|姓名|部门|岗位|入职日期",
    "000001|赵伟芳|生产部|操作工|2015-01-01",
    "000002|钱磊静|销售部|销售代表|2016-02-02",
)
MATRIX = a_table(
    "工号|姓名|部门|评估日期|设备操作|质量检验|消防安全",
    "000001|赵伟芳|生产部|2025-10-01|1|2|0",
    "000002|钱磊静|销售部|2025-10-01|2|3|1",
)
KINDS = {
    "people": ROSTER,
    "skills": MATRIX,
    "trainings": a_table(
        "employee_id|employee_name|department|training_course|completion_date|score|status",
        "E1|Ann Alder|Strategy|AML Basics|2024-12-27|65|Completed",
        "E2|Bob Birch|Communications|Excel|2024-09-30|93|In Progress",
    ),
    "appraisals": a_table(
        "工号|姓名|部门|绩效等级|绩效得分", "1|甲|生产部|B|80", "2|乙|销售部|C|71", file="2024.csv"
    ),
    "kpi_results": a_table(
        "工号|姓名|部门|月份|指标|目标值|实际值",
        "1|甲|生产部|2025-01|故障次数|10|9",
        "1|甲|生产部|2025-02|故障次数|10|15",
    ),
    "budgets": a_table(
        "Department|Budget|Spent",
        "Sales|1000|20",
        "Production|3000|0",
        sheet="Training budget 2026",
    ),
    "certificates": a_table(
        "Staff ID|Staff Name|Licence|Issue Date|Expiry Date",
        "K1|Ann Alder|First Aid|2025-02-22|2027-02-22",
        "K1|Ann Alder|Forklift|2024-02-22|2029-02-22",
    ),
    "organisation": a_table(
        "部门编码|部门名称|上级部门|负责人", "1|生产部||王芳", "2|一车间|生产部|李雷"
    ),
    "invoices": a_table(
        "Rechnungsnr.|Rechnungsdatum|Lieferant|Netto|MwSt.|Brutto",
        "RE-1|2025-02-10|TÜV|100|19|119",
        "RE-2|2025-02-14|IHK|200|38|238",
    ),
    "rates": a_table("币种|日期|汇率", "USD|2026-01-01|7.1", "EUR|2026-01-01|7.8"),
    "courses": a_table(
        "课程编码|课程名称|类别|课时|授课方式", "A1|消防安全|安全|8|内训", "A2|沟通|通用|4|线上"
    ),
    "requirements": a_table(
        "岗位|识图|焊接|点检", "焊工|2|4|1", "操作工|1||3", title=["岗位技能要求一览"]
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_known_by_headings_cells_and_how_they_repeat(kind: str) -> None:
    found = proposed(KINDS[kind])
    assert (found.mapping.kind, found.questions) == (kind, ())
    assert found.confidence >= 0.8


def test_every_kind_here_is_one() -> None:
    assert set(KINDS) <= set(kinds())


def test_columns_are_told_together() -> None:
    table = a_table(
        "Emp Code|Emp. Name|Father's / Husband Name|Dept.|Hire Date|Status",
        "001407|Shalini Banerjee|Arjun Banerjee|Production|2012-12-09|Active",
        "001410|Rohit Mehta|Manoj Mehta|Stores|2020-06-21|Active",
    )
    assert columns(proposed(table)) == {
        "emp_no": "Emp Code",
        "name": "Emp. Name",
        "unit": "Dept.",
        "hire_date": "Hire Date",
        "status": "Status",
    }
    assert facts(proposed(table), "columns_not_used") == [{"columns": ["Father's / Husband Name"]}]


def test_what_is_not_sure_is_asked_and_nothing_is_loaded_until_then() -> None:
    table = a_table("dept_id|dept_name|annual_budget", "1|Engineering|3200000", "2|Sales|140000")
    found = proposed(table)
    (question,) = found.questions
    assert found.mapping.kind is None
    assert question.key == "kind:f.xlsx|"
    assert question.options[-1] == ""
    assert {"budgets", "organisation"} <= set(question.options)


@pytest.mark.parametrize(
    "table",
    [
        a_table("工号|姓名|年假|病假|事假|调休", "1|甲|5|2|1|0", "2|乙|4|0|3|1", sheet="假期余额"),
        a_table("岗位|一车间|二车间|三车间", "焊工|2|4|1", "钳工|1|0|3"),
        a_table("姓名|部门|报销日期|报销类型|金额", "甲|销售|2025-03-01|差旅|1200.5"),
        a_table("Name|Leave type|From|To|Days", "Ann|Annual|2025-01-01|2025-01-05|5"),
        a_table("Candidate|Position|Interview date|Stage", "Ann|Dev|2025-01-01|Offer"),
    ],
)
def test_what_is_like_a_kind_and_may_be_anything_is_asked(table: Table) -> None:
    found = proposed(table)
    assert found.mapping.kind is None
    assert [one.code for one in found.questions] == ["kind"]


def test_an_answer_decides() -> None:
    table = a_table("dept_id|dept_name|annual_budget", "1|Engineering|3200000", "2|Sales|140000")
    found = proposed(table, answers=Answers({"kind:f.xlsx|": "organisation"}))
    assert (found.mapping.kind, found.questions) == ("organisation", ())
    assert columns(found) == {"unit": "dept_name", "code": "dept_id"}


def test_a_sheet_that_is_not_to_be_loaded_is_not() -> None:
    found = proposed(ROSTER, answers=Answers({"kind:f.xlsx|": ""}))
    assert (found.mapping.kind, found.questions) == (None, ())


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (a_table("1. 本表每月更新。", "2. 由人力资源部填写。"), "no_table"),
        (a_table("Dept.|Nos.", "Production|6", "Stores|5", sheet="Summary"), "only_sums"),
        (a_table("工号|姓名|部门"), "empty_form"),
    ],
)
def test_sheets_without_data_are_left_out_and_said(table: Table, why: str) -> None:
    found = proposed(table)
    assert (found.mapping.kind, found.questions) == (None, ())
    assert facts(found, "no_data") == [{"why": why}]


def test_a_sheet_beside_others_that_tells_of_them() -> None:
    table = a_table("课程|状态|含义", "消防|A|已排", "焊接|B|未排", sheet="字典")
    found = propose([table, dataclasses.replace(ROSTER, sheet="员工")])
    assert [one.mapping.kind for one in found] == [None, "people"]
    assert [one["why"] for one in facts(found[0], "no_data")] == ["tells_of_others"]


def test_skills_in_columns() -> None:
    found = proposed(MATRIX)
    wide = {one.of["skill"]: one.column for one in found.mapping.fields if one.of}
    assert wide == {"设备操作": "设备操作", "质量检验": "质量检验", "消防安全": "消防安全"}
    assert facts(found, "wide") == [{"of": ["skill"], "columns": 3}]


def test_months_in_columns_with_target_and_actual() -> None:
    table = a_table(
        "工号|姓名|指标|1月 目标|1月 实际|2月 目标|2月 实际|全年合计",
        "1|甲|销售额|10|9|10|12|21",
        "2|乙|销售额|10|8|10|11|19",
        title=["2026年指标完成情况"],
    )
    found = proposed(table)
    wide = [(one.field, one.column, one.of) for one in found.mapping.fields if one.of]
    assert found.mapping.kind == "kpi_results"
    assert wide == [
        ("target", "1月 目标", {"period": "2026-01"}),
        ("actual", "1月 实际", {"period": "2026-01"}),
        ("target", "2月 目标", {"period": "2026-02"}),
        ("actual", "2月 实际", {"period": "2026-02"}),
    ]


def test_an_attendance_list_has_courses_and_their_days_over_its_columns() -> None:
    table = a_table(
        "工号|姓名|部门|安全教育 2025-02-10|ERP操作 2025-03-06|参训次数",
        "0001|卢翔|生产部|√|×|1",
        "0002|曾波|生产部|√|√|2",
        title=["2025年培训签到表"],
    )
    found = proposed(table)
    wide = [(one.field, dict(one.of)) for one in found.mapping.fields if one.of]
    assert found.mapping.kind == "trainings"
    assert wide == [
        ("attendance", {"course": "安全教育", "start_date": "2025-02-10"}),
        ("attendance", {"course": "ERP操作", "start_date": "2025-03-06"}),
    ]


def test_quarters_in_columns_without_their_sum() -> None:
    table = a_table(
        "Abteilung|Q1|Q2|Q3|Q4|Summe",
        "Fertigung|1125.50|6250|8250|9000|24625.50",
        "Vertrieb|13500|13250|5250|6250|38250",
        sheet="Budget 2025",
        title=["Weiterbildungsbudget 2025"],
    )
    found = proposed(table)
    quarters = [one.of["quarter"] for one in found.mapping.fields if one.of]
    assert quarters == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert constants(found) == {"year": "2025"}
    assert facts(found, "columns_not_used") == [{"columns": ["Summe"]}]


def test_every_sheet_a_course() -> None:
    heading = "Employee|Emp_ID|Department|Training_Date|Training_Status|Assessment_Status"
    tables = [
        a_table(heading, "Ann|346|RAC|2025-05-20|Done|Pass", sheet=sheet)
        for sheet in ("5S Methodology", "Kaizen")
    ]
    found = propose(tables)
    assert [one.mapping.kind for one in found] == ["trainings", "trainings"]
    assert [constants(one)["course"] for one in found] == ["5S Methodology", "Kaizen"]


def test_a_course_from_a_title_is_asked() -> None:
    table = a_table(
        "工号|姓名|部门|培训日期|考核结果",
        "1|甲|生产部|2026-03-01|合格",
        "2|乙|销售部|2026-03-01|不合格",
        title=["消防安全培训签到表"],
    )
    found = proposed(table, answers=Answers({"kind:f.xlsx|": "trainings"}))
    (question,) = found.questions
    assert question.key == "constant:f.xlsx||course"
    assert question.proposed == "消防安全"
    answers = Answers({"kind:f.xlsx|": "trainings", question.key: "消防安全"})
    assert constants(proposed(table, answers=answers)) == {"course": "消防安全"}


def test_a_title_in_marks_is_the_course() -> None:
    table = a_table(
        "序号|部门|姓名|签到",
        "1|生产部|甲|√",
        "2|销售部|乙|√",
        sheet="Sheet1",
        title=["《消防安全》培训签到表", "时间:2026-03-01"],
    )
    found = proposed(table, answers=Answers({"kind:f.xlsx|Sheet1": "trainings"}))
    assert (constants(found)["course"], found.questions) == ("消防安全", ())


def test_a_title_says_in_full_what_the_names_of_sheets_alike_shorten() -> None:
    tables = [
        a_table(
            "Employee|Emp_ID|Department|Attended",
            "Ann|346|RAC|Y",
            sheet=sheet,
            title=[title, "Date: 2025-05-20"],
        )
        for sheet, title in (("5.20 Fire", "Fire safety and evacuation"), ("5.21 Kaizen", "Kaizen"))
    ]
    answers = Answers({f"kind:f.xlsx|{one.sheet}": "trainings" for one in tables})
    courses = [constants(one)["course"] for one in propose(tables, answers=answers)]
    assert courses == ["Fire safety and evacuation", "Kaizen"]


def test_a_known_course_in_a_title_is_meant() -> None:
    table = a_table(
        "工号|姓名|部门|培训日期|考核结果",
        "1|甲|生产部|2026-03-01|合格",
        "2|乙|销售部|2026-03-01|合格",
        title=["消防安全培训签到表"],
    )
    known = Known(names={"course": {"TC-FIRE": "消防安全"}})
    found = proposed(table, known, Answers({"kind:f.xlsx|": "trainings"}))
    assert (constants(found), found.questions) == ({"course": "消防安全"}, ())


def test_what_titles_say_by_name() -> None:
    table = a_table(
        "工号|姓名|签到",
        "1|甲|√",
        "2|乙|√",
        title=["课程名称:消防安全 培训日期:2026-03-01 讲师:李老师", "部门:生产部", "单位:元"],
    )
    found = proposed(table, answers=Answers({"kind:f.xlsx|": "trainings"}))
    assert constants(found) == {
        "course": "消防安全",
        "start_date": "2026-03-01",
        "instructor": "李老师",
        "unit": "生产部",
    }


def test_a_class_and_its_date_above_a_list_are_those_of_all_its_rows() -> None:
    table = a_table(
        "#|Print name (Last, First)|Badge #|Dept|Initials",
        "1|Alder, Ann|7822|Imaging|AA",
        "2|Birch, Bob|7798|Lab|BB",
        "3||||",
        title=["Training Sign-In Sheet", "Class: BLS Renewal", "Date: Thursday 9/18/25"],
    )
    found = proposed(table)
    assert found.mapping.kind == "trainings"
    assert constants(found) == {"course": "BLS Renewal", "start_date": "Thursday 9/18/25"}


def test_what_a_line_tells_those_who_fill_a_table_is_no_value() -> None:
    rows = ("工号|姓名|部门|职务", "1|张一|总部/财务部|会计", "2|李二|总部/销售部|代表")
    how = "填写须知: 1. 请勿修改; 2. 部门:上下级部门间用“/”隔开; 3. 职务:如“会计”"
    numbered = "1、此表用于批量导入; 2、公司:填写全称; 3、部门:从最上级开始"
    for line in (how, numbered):
        assert constants(proposed(a_table(*rows, title=[line]))) == {}


def test_an_amount_and_the_date_of_a_list_are_not_those_of_its_rows() -> None:
    table = a_table("工号|姓名|课程", "1|甲|消防", "2|乙|消防", title=["日期:2026-03-01 费用:3000"])
    found = proposed(table, answers=Answers({"kind:f.xlsx|": "trainings"}))
    assert not {"cost", "total_cost"} & set(constants(found))


def test_every_sheet_a_unit() -> None:
    heading = "姓名|员工编号|岗位|到岗日期|在职/离职"
    tables = [
        a_table(heading, f"甲{sheet}|{at}|经理|2022-06-17|在职", sheet=sheet)
        for at, sheet in enumerate(("行政人事部", "计划财务部"))
    ]
    assert [constants(one)["unit"] for one in propose(tables)] == ["行政人事部", "计划财务部"]


def test_a_sheet_of_those_who_left() -> None:
    table = a_table("工号|姓名|部门|岗位|入职日期", "1|甲|生产部|工|2020-01-01", sheet="离职")
    assert constants(proposed(table)) == {"status": "离职"}


def test_the_halves_of_a_table_have_one_title() -> None:
    left = a_table("姓名|工号|工种|入厂日期", "甲|1|工|2020-01-01", title=["三车间人员名单(共2人)"])
    right = a_table("姓名|工号|工种|入厂日期", "乙|2|工|2020-01-01")
    found = propose([left, right])
    questions = [question for one in found for question in one.questions]
    assert {one.mapping.kind for one in found} == {"people"}
    assert {(one.key, one.proposed) for one in questions} == {("constant:f.xlsx||unit", "三车间")}


def test_headings_of_two_lines_are_read_by_their_own_part() -> None:
    table = a_table(
        "Operator Clock no.|Operator Name|Machining Milling|Machining Turning|Joining MIG|Joining TIG",
        "C300|Ailsa Quayle|4|2|3|2",
        "C301|Bronwen Yardley|3|3|2|1",
        sheet="Skill matrix",
    )
    lines = Fact("headings_in_row", {"row": 1, "last": 2})
    found = proposed(dataclasses.replace(table, facts=(lines,)))
    skills = [one.of["skill"] for one in found.mapping.fields if one.of]
    assert skills == ["Milling", "Turning", "MIG", "TIG"]
    assert columns(found) == {"emp_no": "Operator Clock no.", "name": "Operator Name"}


def test_a_first_name_is_no_name() -> None:
    table = a_table(
        "ID number|First name|Course|Date", "1|Ann|Fire|2026-01-05", "2|Bob|Fire|2026-01-05"
    )
    assert "name" not in columns(proposed(table))


def test_people_that_are_known_are_found_under_a_strange_heading() -> None:
    table = a_table(
        "Payroll ref|Course title|Date|Cost",
        "N4418|First aid|2026-01-05|20",
        "N4425|Fire|2026-01-05|30",
    )
    known = Known(names={"person": {"N4418": "Ann Alder", "N4425": "Bob Birch"}})
    assert columns(proposed(table, known))["emp_no"] == "Payroll ref"


def test_days_of_records_are_no_courses() -> None:
    table = a_table(
        "Employee ID|Name|Last Update Time|Item Revision Date",
        "1|Ann Alder|2025-01-01|2024-01-01",
        "2|Bob Birch|2025-01-02|2024-01-01",
    )
    found = proposed(table, answers=Answers({"kind:f.xlsx|": "trainings"}))
    assert not any(one.of for one in found.mapping.fields)


def test_a_sheet_that_adds_up_those_beside_it_is_left_out() -> None:
    detail = a_table(
        "Emp Code|Name of Participant|Dept|Programme Title|From|To|P / A",
        "K1|Ann Alder|Ops|Root Cause|2025-05-19|2025-05-20|P",
        "K2|Bob Birch|Ops|Root Cause|2025-05-19|2025-05-20|A",
        sheet="Apr-Sep 25",
    )
    summary = a_table("Dept|Training man-days", "Ops|20", "HSE|19", "Lab|3", sheet="Dept summary")
    first, second = propose([detail, summary])
    assert columns(first)["attendance"] == "P / A"
    assert (second.mapping.kind, second.questions) == (None, ())


def test_a_table_that_is_called_by_another_kind_is_asked_about() -> None:
    def taken_for(sheet: str) -> str | None:
        table = a_table(
            "课程编码|学时|讲师|开课日期|上架|封面图",
            "C1|8|李老师|2025-03-01|甲|x",
            "C2|4|王老师|2025-04-01|乙|y",
            "C3|6|王老师|2025-05-01|丙|z",
            sheet=sheet,
        )
        return proposed(table).mapping.kind

    assert (taken_for("培训记录"), taken_for("课程库")) == ("trainings", None)


def test_columns_are_no_skills_where_everybody_has_several_rows() -> None:
    rows = [
        f"E{at // 3}|人{at // 3}|{('焊接', '装配', '质检')[at % 3]}|{at % 4 + 1}|3|2025-01-01"
        for at in range(12)
    ]
    table = a_table("工号|姓名|甲乙丙|自己打的|组长打的|评估日期", *rows, sheet="技能盘点")
    found = proposed(table, answers=Answers({"kind": "skills"}))
    assert [one.column for one in found.mapping.fields if one.of] == []


def test_what_is_of_no_use_by_itself_is_of_none_in_a_group() -> None:
    table = dataclasses.replace(
        a_table(
            "基本信息 工号|基本信息 姓名|任职信息 组织全称|任职信息 职位|其他 工作地点|其他 最高学历",
            "1|甲|生产中心|焊工|无锡|本科",
            "2|乙|生产中心|钳工|上海|本科",
            "3|丙|营销中心|销售|无锡|硕士",
        ),
        facts=(Fact("headings_in_row", {"row": 1, "last": 2}),),
    )
    assert View(table, Known()).fits(kinds()["people"], "其他 工作地点") == {}
