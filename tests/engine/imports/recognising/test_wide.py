"""Columns of which each stands for something, and those that do not."""

from engine.imports.recognising.known import Known
from engine.imports.shape.table import Table
from tests.engine.imports.recognising.tables import a_table, columns, constants, proposed

SELLERS = "工号|姓名|网点"


def of(table: Table) -> set[tuple[str, ...]]:
    """The things that columns stand for, with their fields."""
    return {(one.field, *one.of.values()) for one in proposed(table).mapping.fields if one.of}


def test_levels_in_words_are_of_skills() -> None:
    table = a_table(
        "工号|姓名|组别|Java|Vue|K8s",
        "R1|计红霞|平台组|熟练|精通|了解",
        "R2|齐振华|运维组|了解||掌握",
    )
    assert proposed(table).mapping.kind == "skills"
    assert of(table) == {("level", "Java"), ("level", "Vue"), ("level", "K8s")}


def test_levels_with_what_they_mean_are_levels() -> None:
    table = a_table(
        "Emp|Engineer|Skill|Level (1-5)|Yrs",
        "SW-210|Imogen Abernall|Spark|3 - solid|2",
        "SW-211|Kendrick Birchall|React|5 - go-to person|8",
    )
    found = proposed(table)
    assert found.mapping.kind == "skills"
    assert columns(found) == {
        "emp_no": "Emp",
        "name": "Engineer",
        "skill": "Skill",
        "level": "Level (1-5)",
    }


def test_a_list_with_a_column_of_kpis_has_none_in_columns() -> None:
    table = a_table(
        "KPI ID|Employee|Cycle|KPI Name|Target|Actual Achievement|Weight|Score|Status",
        "812|Abhinav Purohit|Apr-Jun 2025|Qualified leads|60|51|40|34|Approved",
        "813|Abhinav Purohit|Apr-Jun 2025|Demos given|18|17.8|35|34.6|Submitted",
    )
    found = proposed(table)
    assert (found.mapping.kind, of(table)) == ("kpi_results", set())
    assert columns(found)["actual"] == "Actual Achievement"


def test_targets_and_results_of_months_are_of_a_kpi_that_the_title_has_in_marks() -> None:
    table = a_table(
        f"{SELLERS}|7月 目标|7月 完成|7月 完成率|8月 目标|8月 完成|8月 完成率",
        "62010|黄卫平|营业部|25|24|96%|20|28|140%",
        "62021|翟浩然|营业部|20|28|140%|25|38|152%",
        title=["客户经理2025年三季度“新增有效户”完成情况通报"],
    )
    found = proposed(table)
    assert (found.mapping.kind, found.questions) == ("kpi_results", ())
    assert of(table) == {
        (figure, f"2025-0{month}") for figure in ("target", "actual") for month in (7, 8)
    }
    assert constants(found)["kpi"] == "新增有效户"


def test_quarters_of_a_budget_and_what_was_spent_are_no_kpi() -> None:
    table = a_table(
        "Department|Q1 Budget|Q1 Actual|Q2 Budget|Q2 Actual",
        "Sales|1000|900|1000|1100",
        "Production|3000|2900|3000|3100",
        title=["Training budget 2025"],
    )
    assert proposed(table).mapping.kind != "kpi_results"


def test_a_target_and_a_result_of_each_are_of_kpis() -> None:
    table = a_table(
        f"{SELLERS}|合格率 目标|合格率 实际|合格率 得分|装配台份(台) 目标|装配台份(台) 实际|装配台份(台) 得分",
        "M1|晏长凯|装配一车间|98%|99.3%|30|10|9|27",
        "M2|樊思泽|装配一车间|98%|96.1%|26.2|/|/|/",
        title=["装配车间2025年9月KPI考核表"],
    )
    assert proposed(table).mapping.kind == "kpi_results"
    assert of(table) == {
        (figure, kpi) for figure in ("target", "actual") for kpi in ("合格率", "装配台份(台)")
    }


def test_a_target_and_a_result_of_skills_are_asked_about() -> None:
    table = a_table(
        f"{SELLERS}|焊接 目标|焊接 实际|识图 目标|识图 实际",
        "M1|甲|一组|3|2|4|4",
        "M2|乙|一组|3|3|4|2",
    )
    found = proposed(table)
    assert found.mapping.kind is None
    assert [one.code for one in found.questions] == ["kind"]


def test_days_at_the_edges_of_months_are_months() -> None:
    table = a_table(
        "Department|2025-07-01|2025-08-01|2025-09-01|Q1|FY26 Budget",
        "Sales|10|20|30|60|60",
        "Production|5|5|5|15|15",
        title=["Training Budget FY26"],
    )
    assert of(table) == {("amount", f"2025-0{month}") for month in (7, 8, 9)}


def test_ratings_of_people_whom_nobody_names_are_answers() -> None:
    rows = [
        f"{at}|2025-07-1{at % 3}|Java|{at % 5 + 1}|{at % 4 + 1}|{at % 3 + 2}" for at in range(9)
    ]
    table = a_table("Sl.|Date|Programme|Content|Pace|Logistics", *rows, title=["Feedback Q2"])
    assert proposed(table).mapping.kind == "survey_answers"
    assert of(table) == {("answer", one) for one in ("Content", "Pace", "Logistics")}


def test_what_counts_heads_and_days_is_no_programme() -> None:
    table = a_table(
        "主办部门|培训班名称|培训方式|培训期数|培训天数（天）|培训人数|培训经费预算（元）",
        "个险部|高峰训练营|面授|3|3|120|258000",
        "财务部|税务新规|混合|6|2|300|144000",
        title=["2025年度培训立项及经费预算汇总表"],
    )
    found = proposed(table, Known(names={"unit": {"个险部": "个险部", "财务部": "财务部"}}))
    assert (found.mapping.kind, of(table)) == ("budgets", set())
    assert columns(found) == {
        "unit": "主办部门",
        "programme": "培训班名称",
        "amount": "培训经费预算（元）",
    }


def test_certificates_with_their_number_and_days_in_columns_each_have_their_names() -> None:
    table = a_table(
        "工号|姓名|护士执业证书 证书编号|护士执业证书 注册日期|护士执业证书 有效期至|PICC资质 证书号|PICC资质 发证日期",
        "N1|熊斌|20103|2022-02-27|2027-02-27|P-1|2025-03-03",
        "N2|武丽|20173|2023-11-18|2028-11-18|P-2|2025-04-29",
        title=["护理人员资质证书一览表"],
    )
    assert proposed(table).mapping.kind == "certificates"
    assert of(table) == {
        *((field, "护士执业证书") for field in ("number", "issued_on", "expires_on")),
        *((field, "PICC资质") for field in ("number", "issued_on")),
    }


def test_what_lists_of_a_kind_have_beside_makes_it_no_less_sure() -> None:
    bare = a_table("工号|姓名|技能|等级", "1|甲|焊接|3", "2|乙|识图|2")
    more = a_table("工号|姓名|技能|等级|评估人|学习意愿", "1|甲|焊接|3|丙|是", "2|乙|识图|2|丙|否")
    assert proposed(more).mapping.kind == proposed(bare).mapping.kind == "skills"
