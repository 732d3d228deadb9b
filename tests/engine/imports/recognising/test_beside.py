"""Columns among those of periods whose headings tell none."""

from engine.imports.questions import Answers
from engine.imports.recognising.known import Known
from tests.engine.imports.recognising.tables import a_table, proposed

RESULTS = a_table(
    "KPI|Unit|2025-01|Xyqz|2025-03|YTD",
    "Scrap rate|Plant|3.1|2.9|3.0|9",
    "Output|Plant|410|395|402|1207",
    "Complaints|Plant|7|9|8|24",
    sheet="KPI results",
)
KEY = "beside:f.xlsx|KPI results|Xyqz"


def test_of_which_period_a_column_is_is_asked() -> None:
    (question,) = proposed(RESULTS).questions
    assert (question.key, question.args["neighbour"]) == (KEY, "2025-01")


def test_a_column_is_of_the_period_that_is_answered() -> None:
    found = proposed(RESULTS, answers=Answers({KEY: "2025-02"}))
    of = {one.column: one.of for one in found.mapping.fields if one.of}
    assert of["Xyqz"] == {"period": "2025-02"}


def test_a_column_may_be_left_out() -> None:
    found = proposed(RESULTS, answers=Answers({KEY: "无"}))
    assert found.questions == ()
    assert "Xyqz" not in {one.column for one in found.mapping.fields}


def test_an_answer_that_is_no_period_is_asked_again() -> None:
    assert [one.key for one in proposed(RESULTS, answers=Answers({KEY: "x"})).questions] == [KEY]


def test_other_sorts_of_cells_among_periods_are_not_asked_about() -> None:
    table = a_table(
        "KPI|Unit|2025-01|Xyqz|2025-03",
        "Scrap rate|Plant|3.1|see note|3.0",
        "Output|Plant|410|fine|402",
        sheet="KPI results",
    )
    assert proposed(table).questions == ()


def test_what_only_reckons_from_the_others_is_not_asked_about() -> None:
    rows = [f"K{n}|Plant|{n}|{n + 2}|{n + 4}|{n + 2}" for n in range(1, 8)]
    table = a_table("KPI|Unit|2025-01|2025-02|2025-03|Xyqz", *rows, sheet="KPI results")
    assert proposed(table).questions == ()


def test_who_answered_is_no_answer() -> None:
    known = Known(names={"person": {"001": "Ann Lee", "002": "Bo Ray", "003": "Cy Fox"}})
    table = a_table(
        "Timestamp|Xyqz|How was the course?|How was the trainer?",
        "2025-01-02 10:00|Ann Lee|Good|Fair",
        "2025-01-02 10:05|Bo Ray|Long|Fair",
        "2025-01-02 10:07|Cy Fox|Fine|Fair",
        sheet="Survey",
    )
    asked = {
        text
        for one in proposed(table, known, Answers({"kind": "survey_answers"})).mapping.fields
        for text in one.of.values()
    }
    assert asked == {"How was the course?", "How was the trainer?"}


def test_numbers_that_count_the_rows_are_no_skill() -> None:
    rows = [f"{n}|E{n}|{n % 4 + 1}|{n % 3 + 1}" for n in range(1, 9)]
    table = a_table("Xyqz|Employee ID|Welding|Milling", *rows, sheet="Skill matrix")
    found = proposed(table, answers=Answers({"kind": "skills"}))
    assert {one.column for one in found.mapping.fields if one.of} == {"Welding", "Milling"}
