"""What cells tell where headings do not."""

import pytest

from engine.imports.recognising.known import Known
from engine.imports.recognising.vocabulary import is_per_head
from tests.engine.imports.recognising.tables import a_table, columns, proposed


def test_a_name_beside_a_first_name_is_a_family_name() -> None:
    table = a_table(
        "Personalnummer|Name|Vorname|Abteilung|Eintritt",
        "1|Müller|Hans|Vertrieb|2010-02-01",
        "2|Schulz|Eva|Einkauf|2015-03-01",
    )
    assert columns(proposed(table))["last_name"] == "Name"


def test_a_whole_name_beside_a_first_name_stays_one() -> None:
    whole = a_table(
        "Emp ID|Name|First name|Department|Hire date",
        "1|Ann Alder|Ann|Sales|2010-02-01",
        "2|Bob Birch|Bob|Ops|2015-03-01",
    )
    assert columns(proposed(whole))["name"] == "Name"


def test_parents_may_be_codes() -> None:
    table = a_table(
        "Dept Code|Department Name|Rolls Up To|Department Head",
        "100|Operations||Ann",
        "110|Packaging|100|Bob",
        "120|Storage|100|Cid",
    )
    assert columns(proposed(table))["parent_code"] == "Rolls Up To"


def test_codes_that_change_from_row_to_row_are_of_something_else() -> None:
    table = a_table(
        "姓名|部门|部门ID|职位|入职时间",
        "甲|研发部|661761548|工程师|2019-02-07",
        "乙|研发部|245995454|工程师|2019-02-07",
        "丙|销售部|779652703|代表|2019-02-07",
        "丁|销售部|147448719|代表|2019-02-07",
    )
    assert "unit_code" not in columns(proposed(table))


def test_the_unit_with_fewer_names_is_above() -> None:
    table = a_table(
        "Employee ID|Name|Division|Department|Hire date",
        "1|Ann Alder|Commercial|Marketing|2020-01-01",
        "2|Bob Birch|Operations|Warehouse|2020-01-01",
        "3|Cid Cole|Operations|Transport|2020-01-01",
    )
    found = columns(proposed(table))
    assert (found["unit"], found["unit_1"]) == ("Department", "Division")


def test_what_is_now_is_meant_not_what_was() -> None:
    table = a_table(
        "工号|姓名|原部门|现部门|原岗位|现岗位|调动日期",
        "1|甲|生产部|质量部|操作工|检验员|2025-03-01",
        "2|乙|销售部|市场部|代表|专员|2025-04-01",
        title=["人员异动表"],
    )
    found = columns(proposed(table))
    assert (found["unit"], found["position"]) == ("现部门", "现岗位")


def test_how_many_came_is_not_who_came() -> None:
    table = a_table(
        "Course|Start|Trainer|Attended|Total cost",
        "Excel|2025-01-05|Smith|9|900",
        "SQL|2025-02-05|Lee|8|80",
    )
    assert "attendance" not in columns(proposed(table))


SESSIONS = "培训班名称|开始日期|人数|讲课费|场地费|{}|费用合计"


def test_what_makes_the_total_with_the_other_parts_is_a_part_too() -> None:
    table = a_table(
        SESSIONS.format("拓展"),
        "安全|2025-03-01|10|2000|500|120|2620",
        "质量|2025-03-02|12|3000||80|3080",
        "5S|2025-03-03|9|1500|400|60|1960",
    )
    assert columns(proposed(table))["cost_other"] == "拓展"


def test_what_does_not_make_it_on_every_row_is_none() -> None:
    table = a_table(
        SESSIONS.format("拓展"),
        "安全|2025-03-01|10|2000|500|120|2620",
        "质量|2025-03-02|12|3000||80|3000",
        "5S|2025-03-03|9|1500|400|60|1960",
    )
    assert "cost_other" not in columns(proposed(table))


def test_an_amount_of_one_person_is_no_sum_of_all() -> None:
    for heading in ("培训费用（元/人）", "Course fee per head (GBP)"):
        table = a_table(
            f"工号|姓名|课程名称|日期|{heading}",
            "1|甲|焊接|2025-03-01|714",
            "2|乙|焊接|2025-03-01|714",
        )
        found = columns(proposed(table))
        assert (found.get("cost_per_head"), "cost" in found) == (heading, False)


@pytest.mark.parametrize(
    "heading", ["人员/人事费用", "Cost/personnel", "备用/人力", "总费用（元）"]
)
def test_a_stroke_before_another_word_says_nothing_of_one_person(heading: str) -> None:
    assert not is_per_head(heading)


@pytest.mark.parametrize(
    "heading", ["费用（元/人次）", "费用(元/人)", "Fee / person", "Kosten pro Person"]
)
def test_what_is_of_one_person(heading: str) -> None:
    assert is_per_head(heading)


def test_codes_that_parents_are_named_by_are_found_by_their_cells() -> None:
    table = a_table(
        "Xyqz|Department Name|Rolls Up To",
        "D10|Operations|",
        "D11|Packaging|D10",
        "D12|Milling|D10",
        sheet="Departments",
    )
    found = columns(proposed(table))
    assert (found["code"], found["parent_code"]) == ("Xyqz", "Rolls Up To")


def test_a_department_is_above_the_lower_level_beside_it() -> None:
    table = a_table(
        "姓名|部门|下设部门|岗位|入职日期",
        "甲|内容部|策划室|编辑|2020-01-01",
        "乙|内容部|编辑室|编辑|2020-01-01",
        "丙|媒体部|策划室|编辑|2020-01-01",
        "丁|综合部|-|经理|2020-01-01",
    )
    found = columns(proposed(table))
    assert (found["unit_1"], found["unit_2"]) == ("部门", "下设部门")


def test_of_units_whose_headings_say_no_level_the_one_that_parts_the_other_is_below() -> None:
    table = a_table(
        "Employee ID|Name|Department|Section|Hire date",
        "1|Ann Alder|Assembly|Line 1|2020-01-01",
        "2|Bob Birch|Assembly|Line 2|2020-01-01",
        "3|Cid Cole|Stores|Inbound|2020-01-01",
        "4|Dan Dale|Stores|Outbound|2020-01-01",
    )
    found = columns(proposed(table))
    assert (found["unit_1"], found["unit"]) == ("Department", "Section")


def test_a_sort_of_units_is_no_unit() -> None:
    table = a_table(
        "工号|姓名|部门|部门类别|入职日期",
        "1|甲|财务部|后台|2020-01-01",
        "2|乙|销售部|前台|2020-01-01",
        "3|丙|市场部|前台|2020-01-01",
    )
    assert "unit_1" not in columns(proposed(table))


@pytest.mark.parametrize("heading", ["列1", "Column1", "字段A", "Unnamed: 0"])
def test_codes_left_of_the_names_are_numbers_whatever_the_heading(heading: str) -> None:
    table = a_table(
        f"{heading}|姓名|部门|入职日期",
        "WY2020011|甲|财务部|2020-01-01",
        "WY2020012|乙|销售部|2020-01-01",
        "WY2020047|丙|市场部|2020-01-01",
    )
    assert columns(proposed(table))["emp_no"] == heading


def test_a_count_of_the_rows_is_no_number_of_anybody() -> None:
    table = a_table(
        "列1|姓名|部门|入职日期",
        "1|甲|财务部|2020-01-01",
        "2|乙|销售部|2020-01-01",
        "3|丙|市场部|2020-01-01",
    )
    assert "emp_no" not in columns(proposed(table))


def test_the_end_of_a_contract_is_no_leaving() -> None:
    table = a_table(
        "工号|姓名|部门|合同终止日期",
        "1|甲|财务部|2030-01-01",
        "2|乙|销售部|2024-01-01",
        "3|丙|市场部|2031-01-01",
    )
    assert "left_on" not in columns(proposed(table))


def test_a_crew_is_below_the_department_though_every_department_has_one_of_its_name() -> None:
    table = a_table(
        "工号|姓名|部门/车间|班组|入厂时间",
        "1|张一|合成车间|甲班|2020-01-01",
        "2|李二|合成车间|乙班|2020-01-01",
        "3|王三|精馏车间|甲班|2020-01-01",
        "4|赵四|精馏车间|乙班|2020-01-01",
        "5|钱五|综合办公室||2020-01-01",
    )
    found = columns(proposed(table))
    assert (found["unit_1"], found["unit_3"]) == ("部门/车间", "班组")


def test_the_state_of_an_account_is_no_status_of_its_owner() -> None:
    table = a_table(
        "用户序号|部门编号|登录名称|用户名称|用户邮箱|手机号码|帐号状态|最后登录时间",
        "210|101|yh1001|戴秋月|a@x.example|13800000001|正常|2025-09-01 14:45:08",
        "211|102|yh1008|刘思琪|b@x.example|13800000002|正常|2025-09-13 08:19:02",
        "212|102|yh1015|张梦洁|c@x.example|13800000003|正常|2025-09-12 10:44:02",
    )
    found = columns(proposed(table))
    assert (found["emp_no"], found["name"], found["unit_code"]) == (
        "登录名称",
        "用户名称",
        "部门编号",
    )
    assert "status" not in found


EVENTS = (
    "Course|Start Date|ID (Employees)|Employee (Employees)|Manager ID|Attendance",
    "5S|2025-05-12|x9ab12cd34|HR-101|HR-001|Present",
    "5S|2025-05-12|y7ef56gh78|HR-102|HR-001|Present",
    "5S|2025-05-12|z5ij90kl12|HR-103|HR-002|Absent",
)


def test_the_numbers_by_which_people_are_known_are_theirs() -> None:
    people = {f"HR-{number}": f"HR-{number}" for number in (101, 102, 103, 1, 2)}
    people |= {"HR-001": "HR-001", "HR-002": "HR-002"}
    told = proposed(a_table(*EVENTS), Known(names={"person": people}))
    assert columns(told)["emp_no"] == "Employee (Employees)"


def test_numbers_of_superiors_are_nobodys_own() -> None:
    known = Known(names={"person": {"HR-001": "Ann", "HR-002": "Bob"}})
    headings = EVENTS[0].replace("Employee (Employees)", "Badge")
    assert columns(proposed(a_table(headings, *EVENTS[1:]), known))["emp_no"] != "Manager ID"
