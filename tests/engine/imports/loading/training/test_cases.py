"""Spellings of amounts in the cells of trainings, as the cases have them."""

from __future__ import annotations

from engine.store.database import Database
from tests.engine.imports.loading.company import asked_in, attended, paid, people, trainings
from tests.engine.imports.tables import changed, fates, refused

CELLS = (
    '1.2万|"¥1,200.00"|1200元|1200元/人|RMB 1200|免费|-|0|(300)|１２００|"1 200,50"|1200.5 |约1200|'
    'CNY1200|1.2k|—|无|"2,4"|300+200'
)
C09 = "工号,课程名称,培训日期,费用\n" + "".join(
    f"{n},沟通技巧,2024-03-05,{cell}\n" for n, cell in enumerate(CELLS.split("|"), 1)
)


def test_c09_spellings_of_amounts(empty_store: Database) -> None:
    people(empty_store)
    report = trainings(empty_store, C09)
    assert refused(report) == [
        (12, "decimal_unclear"),
        (14, "no_number"),
        (19, "decimal_unclear"),
        (20, "no_number"),
    ]
    # 12,000 + 8 × 1,200 + 0.5 − 300
    assert paid(empty_store) == {"CNY": "21300.50"}
    assert sorted(asked_in(report)) == ["decimal", "no_cost_words"]
    (question,) = [one for one in report.questions if one.code == "no_cost_words"]
    assert question.args["words"] == {"-": 1, "—": 1, "无": 1}
    assert attended(empty_store) == 14
    zero = trainings(empty_store, C09, {"no_cost_words": "zero"})
    assert [change[2] for change in changed(zero)] == ["0.00 CNY"] * 3


def test_c12_a_corrected_cost(either_store: Database) -> None:
    people(either_store)
    text = "工号,课程名称,培训日期,费用\n3,沟通技巧,2024-06-01,1000\n"
    trainings(either_store, text)
    report = trainings(either_store, text.replace("1000", "1800"))
    assert (changed(report), paid(either_store)) == (
        [("cost", "1,000.00 CNY", "1,800.00 CNY")],
        {"CNY": "1800.00"},
    )


def test_c36_a_refund_of_what_was_loaded(empty_store: Database) -> None:
    people(empty_store)
    head = "工号,课程名称,培训日期,培训费用\n"
    trainings(empty_store, head + "1,设备操作,2025-01-07,1500\n")
    report = trainings(empty_store, head + "1,设备操作,2025-03-01,-500\n")
    assert (paid(empty_store), fates(report)) == ({"CNY": "1000.00"}, {"ADDED": 1})


def test_c05_costs_in_wan_below_their_heading(empty_store: Database) -> None:
    people(empty_store)
    text = "工号,课程名称,培训日期,费用(万元)\n1,消防,2024-01-01,0.03\n2,沟通,2025-06-04,0.12905\n"
    trainings(empty_store, text, cost="费用(万元)")
    assert paid(empty_store) == {"CNY": "1590.50"}


def test_c04_start_end_and_way_of_delivery(empty_store: Database) -> None:
    people(empty_store)
    text = (
        "工号,培训项目,学时,培训费用(元),开始时间,结束时间,培训地点/方式\n"
        "1,消防安全培训,8,300,2024-01-01,2024-01-02,内训\n"
    )
    report = trainings(empty_store, text, cost="培训费用(元)")
    assert (paid(empty_store), asked_in(report)) == ({"CNY": "300.00"}, [])
