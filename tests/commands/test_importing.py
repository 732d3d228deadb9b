"""`./peisuan import` and `./peisuan imports`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import select
from typer.testing import CliRunner

from commands import import_talk
from commands.app import app_for
from commands.failure import Failure
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import Notice, Outbox
from engine.usecases.store import store_kind

pytestmark = pytest.mark.long

PLAIN = "工号,姓名,部门\n01,王芳,一车间\n02,李强,\n"
COSTS = "工号,课程名称,培训日期,费用\n01,焊接,2026-03-10,1500\n"
FOUR = "".join(f"0{n},员工{n},生产部,2020-01-0{n}\n" for n in range(1, 5))
PEOPLE = f"工号,姓名,部门,入职日期\n{FOUR}"


class Typed:
    """A home of its own, and files in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.home = folder, folder / "home"
        monkeypatch.setenv("PEISUAN_HOME", str(self.home))
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.delenv("PEISUAN_DATABASE_URL", raising=False)

    def file(self, text: str, name: str = "people.csv") -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run(self, *words: str, command: str = "import") -> Any:
        return CliRunner().invoke(app_for(command), [command, *words])

    def load(self, text: str, *words: str, name: str = "people.csv") -> str:
        done = self.run(self.file(text, name), "--yes", *words)
        assert done.exit_code == 0, done.output + str(done.exception)
        return str(done.output)

    def refused(self, *words: str, command: str = "import") -> str:
        done = self.run(*words, command=command)
        assert isinstance(done.exception, Failure), done.output
        return str(done.exception)


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    return Typed(tmp_path, monkeypatch)


def test_a_load_says_what_it_took_and_refused(typed: Typed) -> None:
    said = typed.load(PLAIN)
    assert "people.csv: people, 2 rows" in said
    assert "工号 → employee no, 姓名 → name, 部门 → department" in said
    assert "2 rows read, 1 added, 0 changed, 0 known already, 1 refused" in said
    assert "row 3, 部门: '' must not be empty" in said
    assert "Loaded as number 1" in said
    assert "1 known already" in typed.load(PLAIN)


def test_the_report_in_chinese(typed: Typed) -> None:
    said = typed.load(PLAIN, "--language", "zh")
    assert "people.csv：读了 2 行，新增 1，更改 0，原已有 0，拒收 1" in said
    assert "第 3 行，部门：“”不能为空" in said
    assert "--language fr" in typed.refused(typed.file(PLAIN), "--language", "fr")


def test_without_a_yes_it_reports_and_loads_nothing(typed: Typed) -> None:
    said = typed.refused(typed.file(PLAIN))
    assert "nothing was loaded" in said
    assert "Dry run: nothing was stored." in typed.run(typed.file(PLAIN), "--dry-run").output
    assert typed.run(command="imports").output == "Nothing was loaded yet.\n"


def test_the_company_is_set_up_by_the_first_load(typed: Typed) -> None:
    settings = ("--home-currency", "jpy", "--time-zone", "Asia/Tokyo", "--fiscal-year-begins", "4")
    typed.load(PLAIN, *settings)
    said = typed.load(COSTS.replace("1500", "¥1500"), name="t.csv")
    assert "total cost 1,500 JPY" in said
    refused = typed.refused(typed.file(PLAIN), "--yes", "--home-currency", "EUR")
    assert "set up already" in refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rename", "生产部"), "say it as OLD=NEW"),
        (("--as-of", "tomorrow"), "say the day as"),
        (("--answer", "currency"), "say it as KEY=VALUE"),
        (("--currency", "XYZ"), '"XYZ" is no currency code'),
        (("--home-currency", "XYZ"), '"XYZ" is no currency code'),
        (("--time-zone", "Mars"), 'no time zone "Mars"'),
        (("--fiscal-year-begins", "13"), "no month 13"),
        (("--kind", "people.csv=poems"), "there is no kind poems"),
        (("--kind", "other=people"), "There is no such sheet: other"),
        (("--mapping", "/no/such/file"), "this is no mapping"),
    ],
)
def test_a_wrong_option_is_told(typed: Typed, words: tuple[str, ...], said: str) -> None:
    assert said in typed.refused(typed.file(PLAIN), "--yes", *words)
    assert typed.run(command="imports").output == "Nothing was loaded yet.\n"


def test_a_file_that_is_none_is_told(typed: Typed) -> None:
    assert "there is no such file" in typed.refused("/no/such/file.csv")
    assert "the file is empty" in typed.refused(typed.file(""))


def test_costs_without_a_currency_are_in_the_home_currency_unless_said(typed: Typed) -> None:
    typed.load(PLAIN)
    said = typed.run(typed.file(COSTS, "t.csv"), "--dry-run").output
    assert 'amounts of "费用" without a currency: read as CNY' in said
    assert "total cost 1,500.00 USD" in typed.load(COSTS, "--currency", "USD", name="t.csv")
    again = typed.load(COSTS, "--answer", "currency=USD", name="t.csv")
    assert "1 known already" in again


def test_a_renamed_unit_by_an_option(typed: Typed) -> None:
    typed.load(PEOPLE)
    renamed = PEOPLE.replace("生产部", "制造部")
    said = typed.run(typed.file(renamed), "--dry-run").output
    assert "Was 生产部 renamed to 制造部?" in said
    assert "生产部 → 制造部" in typed.load(renamed, "--rename", "生产部=制造部")


def test_a_number_of_somebody_else_by_an_option(typed: Typed) -> None:
    typed.load(PEOPLE)
    reused = PEOPLE.replace("员工4,生产部,2020-01-04", "钱进,生产部,2026-06-01")
    assert "Is 04 somebody else now?" in typed.run(typed.file(reused), "--dry-run").output
    assert "1 added" in typed.load(reused, "--reused", "04")


def test_a_mapping_is_saved_corrected_and_given_back(typed: Typed) -> None:
    saved = typed.folder / "mapping.json"
    text = "甲,乙,丙\n01,王芳,一车间\n"
    typed.run(typed.file(text), "--dry-run", "--save-mapping", str(saved))
    mapping = json.loads(saved.read_text(encoding="utf-8"))
    (sheet,) = mapping["sheets"]
    sheet["kind"] = "people"
    columns = {"emp_no": "甲", "name": "乙", "unit": "丙"}
    sheet["fields"] = [{"field": field, "column": one} for field, one in columns.items()]
    saved.write_text(json.dumps(mapping), encoding="utf-8")
    done = typed.run(typed.file(text, "next month.csv"), "--mapping", str(saved))
    assert "1 rows read, 1 added" in done.output
    assert "1 known already" in typed.load(text, name="the month after.csv")


def test_a_sheet_is_what_is_said(typed: Typed) -> None:
    said = typed.load(PLAIN, "--kind", "people.csv=")
    assert "not loaded (2 rows)" in said
    assert "1 added" in typed.load(PLAIN, "--kind", "people.csv=人员名单")


def test_what_was_loaded_is_shown_and_taken_back(typed: Typed) -> None:
    typed.load(PLAIN)
    typed.load(COSTS, "--currency", "CNY", name="t.csv")
    first, second = reversed(typed.run(command="imports").output.splitlines())
    assert ("loaded: people.csv" in first, "loaded: t.csv" in second) == (True, True)
    assert "cannot be taken back" in typed.refused("--undo", "1", command="imports")
    assert "taken back: t.csv" in typed.run("--undo", "2", command="imports").output
    assert "taken back: people.csv" in typed.run("--undo", "1", command="imports").output
    assert "There is no load 7" in typed.refused("--undo", "7", command="imports")


def test_what_is_open_is_asked(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = iter(("what", "1", "某公司", "XYZ", "JPY", "", "4"))

    def prompts(question: str, default: str) -> str:
        asked.append(default)
        return next(answers)

    monkeypatch.setattr(import_talk, "_may_ask", lambda given: not given.dry_run)
    monkeypatch.setattr(typer, "prompt", prompts)
    monkeypatch.setattr(typer, "confirm", lambda _: True)
    odd = PLAIN.replace("部门", "部门,状态").replace("一车间", "一车间,修行中")
    said = typed.run(typed.file(odd)).output
    assert sorted(asked) == sorted(["", "", "", "CNY", "CNY", "Asia/Tokyo", "1"])
    assert '"XYZ" is no currency code' in said
    assert "Loaded as number 1" in said


def test_the_sample_is_set_aside(typed: Typed) -> None:
    CliRunner().invoke(app_for("sample"), ["sample", "--employees", "100"])
    dry = typed.run(typed.file(PLAIN), "--dry-run").output
    assert "Afterwards: 1 employees" in dry
    database = Database(Settings().store_url)
    assert store_kind(database) == "sample"
    database.dispose()
    assert "Afterwards: 1 employees" in typed.load(PLAIN)
    assert len(list(typed.home.glob("sample-*.sqlite"))) == 1


def test_who_must_learn_of_it_is_told_by_the_ways_of_the_application(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The application may run beside it, and carries out what is in the store."""
    monkeypatch.setenv("PEISUAN_SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("PEISUAN_SMTP_HOST", "127.0.0.1")
    typed.load("工号,姓名,部门,邮箱\n01,王芳,一车间,wang@one.example\n")
    assert typed.run("grant", "01", "hr", command="role").exit_code == 0
    typed.load("工号,姓名,部门,邮箱\n01,王芳,一车间,wang@two.example\n")
    database = Database(Settings().store_url)
    with database.reading() as session:
        told = session.execute(select(Notice.code, Outbox.carrier).join(Notice)).all()
    database.dispose()
    assert sorted(map(tuple, told)) == [("address_changed", "mail"), ("address_changed", "slack")]


def test_a_mistyped_question_is_told_with_the_nearest(typed: Typed) -> None:
    said = typed.refused(typed.file(PEOPLE), "--dry-run", "--answer", "curency=CNY")
    assert '"curency"' in said
    assert '"currency"' in said


def test_the_files_that_can_be_read_are_loaded(typed: Typed) -> None:
    damaged = typed.folder / "broken.xlsx"
    damaged.write_bytes(b"PK\x03\x04 nothing more")
    done = typed.run(str(damaged), typed.file(PEOPLE), "--yes")
    assert done.exit_code == 0
    assert "broken.xlsx" in done.output
    assert "4 added" in done.output
