"""What is read after (and before) an import, as text."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from commands import import_report, importing
from commands.app import app
from commands.failure import Failure
from commands.import_report import report_text
from engine.imports.answers import Answers
from engine.settings import CHECKOUT
from engine.store.database import Database
from engine.usecases.company_settings import CompanyChange
from tests.engine.imports.files import load
from tests.engine.imports.test_people import TRAININGS, people

PLAIN = "工号,姓名,部门\n01,王芳,一车间\n"


@pytest.fixture
def store(empty_store: Database, tmp_path: Path) -> Database:
    load(empty_store, tmp_path, people())
    return empty_store


def lines(text: str) -> str:
    return dedent(text).strip()


def test_a_first_file(store: Database, tmp_path: Path) -> None:
    result = load(store, tmp_path, TRAININGS, "USD", name="trainings.csv")
    assert report_text(result, dry_run=False) == lines("""
        trainings.csv: 4 rows read, 4 added, 0 changed, 0 known already, 0 refused
          costs: 1,500.00 USD (4 rows)

        6 employees, 4 participations, total cost 1,500.00 USD
        By course:
          焊接: 3 participations, 700.00 USD, 233.33 USD a head
          谈判: 1 participations, 800.00 USD, 800.00 USD a head
        By department:
          生产部: 3 participations, 700.00 USD, 233.33 USD a head
          销售部: 1 participations, 800.00 USD, 800.00 USD a head
        The company's home currency is CNY, and all costs are in USD. If USD is its home currency, say so before there is a budget: ./peisuan company --currency USD
    """)


def test_corrections_refunds_and_what_is_refused(store: Database, tmp_path: Path) -> None:
    load(store, tmp_path, TRAININGS, "CNY")
    text = (
        "工号,课程,培训日期,费用,结果\n1,焊接,2026-03-10,$150,\n2,焊接,2026-03-10,200元,\n"
        "5,焊接,2026-03-10,见合同,\n6,焊接,2026-03-10,,\n4,谈判,2026-06-10,-100,\n"
        "5,谈判,2026-06-10,900,Enrolled\n6,谈判,2026-06-10,€1.500,看情况\n"
        "1,焊接,2026-03-10,-$7.50,\n1,急救,2026-03-10,100 pesos,\n2,焊接,2026-03-10,元,\n"
        "4,谈判,2026-06-10,-¥5 USD,\n2,焊接,2026-03-10,300元,\n2,焊接,2026-03-10,0.123元,\n"
        "3,焊接,2026-06-10,-$1,\n"
    )
    result = load(store, tmp_path, text, "CNY", name="trainings.csv")
    assert report_text(result, dry_run=False) == lines("""
        trainings.csv: 14 rows read, 5 added, 1 changed, 1 known already, 7 refused
          costs: 100.00 CNY (2 rows); 1,500.00 EUR (1 row); 141.50 USD (3 rows)
          without a cost: 1 row
          1 corrected: row 2, 1 焊接 2026-03-10, cost 100.00 CNY → 150.00 USD
          row 4, 费用: '见合同' is no number
          row 7, 结果: 'Enrolled' says that the person did not take part (yet): left out, with its cost
          row 10, 费用: '100 pesos' could be in several currencies: write a code, such as MXN or PHP
          row 11, 费用: '元' is no number
          row 12, 费用: '-¥5 USD' is in another currency than its heading or its currency column says
          row 13, 工号: '2' stands twice in the file
          row 14, 费用: '0.123元' has more digits than its currency has: round it, or correct the currency
          row 8: read as 1,500.00 EUR, since three digits behind a point are thousands where no sum has three decimals; if the point is a decimal point, say --decimal point
          row 15: a refund of -1.00 USD of what was paid in another currency (400.00 CNY)
          '看情况' is no outcome that is known (rows: 1); the people count as having attended

        6 employees, 6 participations, total cost 1,300.00 CNY + 1,500.00 EUR + 141.50 USD
        By course:
          焊接: 4 participations, 600.00 CNY + 141.50 USD
          谈判: 2 participations, 700.00 CNY + 1,500.00 EUR
        By department:
          人事部: 2 participations, 1,500.00 EUR, 750.00 EUR a head
          生产部: 3 participations, 600.00 CNY + 141.50 USD
          销售部: 1 participations, 700.00 CNY, 700.00 CNY a head
    """)


def test_moves_questions_and_who_is_missing(store: Database, tmp_path: Path) -> None:
    text = people(
        _1="钱进,制造部,班长,2026-11-01,在职",
        _2="乙二,制造部,班长,2021-03-01,在职",
        _3="丙三,制造部,操作工,2019-05-06,在职",
        _4="丁四,人事部,销售,2018-05-06,在职",
        _5="戊五,销售部,销售,2022-02-28,已婚",
        _6="",
    )
    result = load(store, tmp_path, text, name="people.csv", dry_run=True)
    assert report_text(result, dry_run=True) == lines("""
        people.csv: 5 rows read, 0 added, 1 changed, 0 known already, 4 refused
          1 moved: row 5, 4 丁四, department 销售部 → 人事部 (2026-11-23)
          row 2, 部门: '制造部' may be a unit that was renamed (see below): left out until you say
          row 3, 部门: '制造部' may be a unit that was renamed (see below): left out until you say
          row 4, 部门: '制造部' may be a unit that was renamed (see below): left out until you say
          row 6, 在职状态: '已婚' is no known status
          1 who works here is not in the list, and stays: 6 己六
          Was 生产部 renamed to 制造部? 3 of the 3 people of 生产部 are in 制造部 now, and the list has no 生产部 any more. If so: --rename 生产部=制造部 (head, budget and history stay with it). If 制造部 is another unit: --new-unit 制造部

        6 employees, 0 participations, total cost nothing
        Dry run: nothing was stored.
    """)
    renamed = load(
        store, tmp_path, text, name="people.csv", dry_run=True, renamed={"生产部": "制造部"}
    )
    assert report_text(renamed, dry_run=False) == lines("""
        people.csv: 5 rows read, 0 added, 2 changed, 1 known already, 2 refused
          1 renamed: unit 生产部 → 制造部
          1 changed: row 3, 2 乙二, position 操作工 → 班长
          1 moved: row 5, 4 丁四, department 销售部 → 人事部 (2026-11-23)
          row 2, 工号: '1' belonged to somebody else (see below): left out until you say
          row 6, 在职状态: '已婚' is no known status
          1 who works here is not in the list, and stays: 6 己六
          Is 1 somebody else now? It belonged to 甲一, and row 2 says 钱进. If 钱进 has the number of somebody who left: --reused 1 (the history stays with 甲一). If not, correct the row.

        6 employees, 0 participations, total cost nothing
    """)


def test_many_of_a_kind_are_counted(store: Database, tmp_path: Path) -> None:
    text = people().replace(",在职\n", ",离职\n")
    result = load(store, tmp_path, text, name="people.csv")
    assert report_text(result, dry_run=False).split("\n")[1] == (
        "  6 changed: row 2, 1 甲一, status active → left; row 3, 2 乙二, status active → left; "
        "row 4, 3 丙三, status active → left; row 5, 4 丁四, status active → left; "
        "row 6, 5 戊五, status active → left; and 1 more"
    )


def test_every_code_that_can_be_told_has_its_words() -> None:
    """The codes as the source has them, against the words that there are."""
    source = "".join(
        path.read_text(encoding="utf-8") for path in (CHECKOUT / "engine/imports").glob("*.py")
    )
    refused = set(re.findall(r'refuse(?:_column)?\([^()]*?, "(\w+)"\)', source))
    refused |= set(re.findall(r'Cost\(code="(\w+)"', source))
    assert refused - {"currency_unclear"} == set(import_report.WHY) - {
        "currency_conflict",
        "currency_unclear",
    }
    asked = set(re.findall(r'Question\("(\w+)"', source))
    assert asked == set(import_report.ASKED)
    told = set(re.findall(r'Remark\(\s*"(\w+)"', source))
    assert told | {"not_in_the_list", "one_not_in_the_list"} == set(import_report.REMARKED)


def peisuan(home: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Any:
    monkeypatch.setenv("PEISUAN_HOME", str(home))
    monkeypatch.delenv("PEISUAN_DATABASE_URL", raising=False)
    return CliRunner().invoke(app, ["import", *words])


def test_without_a_yes_it_reports_and_loads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PLAIN, encoding="utf-8")
    done = peisuan(tmp_path / "home", monkeypatch, str(path))
    assert "1 rows read, 1 added" in done.output
    assert isinstance(done.exception, Failure)
    assert "nothing was loaded" in str(done.exception)
    again = peisuan(tmp_path / "home", monkeypatch, str(path), "--dry-run")
    assert "1 rows read, 1 added" in again.output


def test_the_company_is_set_up_by_the_first_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PLAIN, encoding="utf-8")
    home = tmp_path / "home"
    settings = ("--home-currency", "jpy", "--time-zone", "Asia/Tokyo", "--fiscal-year-begins", "4")
    assert peisuan(home, monkeypatch, str(path), "--yes", *settings).exit_code == 0
    trainings = tmp_path / "trainings.csv"
    trainings.write_text("工号,课程,培训日期,费用\n01,焊接,2026-03-10,¥1500\n", encoding="utf-8")
    done = peisuan(home, monkeypatch, str(trainings), "--yes")
    assert "total cost 1,500 JPY" in done.output
    refused = peisuan(home, monkeypatch, str(path), "--yes", "--home-currency", "EUR")
    assert "set up already" in str(refused.exception)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rename", "生产部"), "say it as OLD=NEW"),
        (("--rename", "没有=有"), "there is no unit 没有"),
        (("--as-of", "tomorrow"), "say the day as"),
        (("--currency", "XYZ"), "XYZ is no currency in use"),
        (("--home-currency", "XYZ"), "XYZ is no currency in use"),
        (("--time-zone", "Mars"), "Mars is no time zone"),
        (("--fiscal-year-begins", "13"), "13 is no month"),
    ],
)
def test_a_wrong_option_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PLAIN, encoding="utf-8")
    done = peisuan(tmp_path / "home", monkeypatch, str(path), "--yes", *words)
    assert said in str(done.exception)


def test_what_is_open_is_asked(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The currency that is missing, then the unit and the number."""
    text = people(_4="钱进,人事部,销售,2026-11-01,在职").replace("生产部", "制造部")
    asked: list[str] = []

    def says(question: str, *_: Any, **__: Any) -> str:
        asked.append(question)
        return "CNY"

    def agrees(question: str) -> bool:
        asked.append(question)
        return "renamed" in question

    monkeypatch.setattr(typer, "prompt", says)
    monkeypatch.setattr(typer, "confirm", agrees)
    found = [
        importing._asked(
            lambda currency, answers, setup, dry_run, text=what: load(
                store, tmp_path, text, currency, dry_run=dry_run, setup=setup, **_given(answers)
            ),
            None,
            CompanyChange(),
            Answers(),
        )
        for what in (TRAININGS, text)
    ]
    assert [one[0] for one in found] == ["CNY", None]
    assert found[1][2] == Answers(renamed={"生产部": "制造部"})
    assert [one.split("?")[0] for one in asked] == [
        "The costs carry no currency. Which is it (CNY, USD, …)",
        "Was 生产部 renamed to 制造部",
        "Is 4 somebody else now",
    ]


def _given(answers: Answers) -> dict[str, Any]:
    return {
        "renamed": answers.renamed,
        "new_units": answers.new_units,
        "reused": answers.reused,
        "as_of": answers.as_of,
        "decimal": answers.decimal,
    }
