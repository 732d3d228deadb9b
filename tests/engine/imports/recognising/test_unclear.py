"""What two columns could be, and what no heading tells."""

from engine.imports.questions import Answers
from tests.engine.imports.recognising.tables import a_table, columns, proposed

SEMINARS = a_table(
    "Stagiaire|Formation|Du|Au|Décaissements (€)",
    "Durand|CACES|10/02/2025|12/02/2025|612",
    "Petit|SST|10/03/2025|11/03/2025|300",
)


def test_which_of_two_columns_is_meant_is_asked() -> None:
    table = a_table(
        "工号|技能|等级|得分|评估日期", "1|焊接|3|2|2025-01-01", "2|焊接|4|3|2025-01-01"
    )
    found = proposed(table)
    (question,) = found.questions
    assert question.key == "column:f.xlsx||level"
    assert set(question.options) == {"等级", "得分"}
    assert "level" not in columns(found)
    answered = proposed(table, answers=Answers({question.key: "得分"}))
    assert (columns(answered)["level"], answered.questions) == ("得分", ())


def test_a_sum_beside_its_parts_is_clear() -> None:
    table = a_table(
        "发票号码|开票日期|金额|税额|价税合计",
        "001|2025-01-01|1000|60|1060",
        "002|2025-01-05|2000|120|2120",
        sheet="培训发票",
    )
    found = proposed(table)
    assert (found.mapping.kind, found.questions) == ("invoices", ())
    assert columns(found)["amount"] == "价税合计"


def test_money_that_no_heading_tells_of_is_asked_about() -> None:
    found = proposed(SEMINARS)
    (question,) = found.questions
    assert question.key == "money_column:f.xlsx||Décaissements (€)"
    assert {"cost", "total_cost", ""} <= set(question.options)
    answered = proposed(SEMINARS, answers=Answers({question.key: "cost"}))
    assert columns(answered)["cost"] == "Décaissements (€)"
    left = proposed(SEMINARS, answers=Answers({question.key: ""}))
    assert ("cost" in columns(left), left.questions) == (False, ())


def test_minutes_are_no_hours() -> None:
    table = a_table(
        "工号|姓名|课程名称|学习时长(分钟)|完成时间",
        "1|甲|安全|120|2025-03-01",
        "2|乙|安全|60|2025-03-01",
    )
    assert "hours" not in columns(proposed(table))


def test_large_codes_are_no_money() -> None:
    table = a_table(
        "Employee ID|Course|Start date|User Unique ID",
        "1|Fire|2025-03-01|13544",
        "2|Fire|2025-03-01|13624",
        "3|Fire|2025-03-01|13536",
    )
    assert proposed(table, answers=Answers({"kind:f.xlsx|": "trainings"})).questions == ()
