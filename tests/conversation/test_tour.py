"""A company's first hour, in a real Chromium, from an empty store: its files are dropped, a
column is corrected, roles are given and a budget is set; then the README's conversation is had
with its own data, from the question to the closing. Each test goes on where the one before ended;
all of it in each language, with its words in `tour_words.toml`.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner

from commands.app import app_for
from commands.own_store import make_own_store, setup_code
from commands.ports import free_port
from commands.stack import running
from engine.settings import Settings
from engine.store.database import Database
from engine.trust.invariants import breaches
from tests.conversation.browser import require_accessible, say, start_browser
from tests.conversation.tour_files import company_files
from tests.real_assistant import trained_models

__all__ = ["start_browser"]
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
REQUEST = f"TR-{TODAY.year}-0001"
HR, FINANCE, DIRECTOR, HEAD = "张丽静", "刘涛军", "吴梅静", "刘娟燕"
PATIENCE = 60_000
WORDS: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("tour_words.toml").read_text(encoding="utf-8")
)


@dataclass
class Company:
    """The running product over an empty store, and everybody's own browser."""

    settings: Settings
    address: str
    browser: Browser
    language: str
    codes: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def words(self, key: str) -> list[str]:
        """What is said in its language, filled in."""
        said = WORDS[self.language][key]
        day = str(WORDS[self.language]["day"]).format(
            day=TODAY.day, month=TODAY.month, month_name=f"{TODAY:%B}"
        )
        return [
            one.format(request=REQUEST, day=day) if key != "day" else day
            for one in ([said] if isinstance(said, str) else said)
        ]

    def word(self, key: str) -> str:
        (only,) = self.words(key)
        return only

    def page(self, person: str) -> Page:
        """Somebody's page: signed in with the code that he was handed."""
        if person not in self.pages:
            page = self.new_page()
            page.goto(self.settings.application_url)
            page.locator("#code").fill(self.codes[person])
            page.locator("#enter").click()
            expect(page.locator("#chat")).to_be_visible()
            self.pages[person] = page
        return self.pages[person]

    def new_page(self) -> Page:
        page = self.browser.new_context(locale=self.word("locale")).new_page()
        page.set_default_timeout(PATIENCE)
        return page


@pytest.fixture(scope="module", params=WORDS)
def company(
    start_browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Company]:
    settings = Settings(
        home=tmp_path_factory.mktemp("tour"),
        database_url="",
        port=free_port(),
        rasa_port=free_port(),
        quiet_hours="",
    )
    shutil.copytree(trained_models(), settings.models)
    make_own_store(settings)
    code = setup_code(settings)
    with running(settings):
        address = f"{settings.application_url}/setup?code={code}"
        yield Company(settings, address, start_browser, request.param)


@pytest.fixture(scope="module")
def setting_up(company: Company) -> Page:
    """The page of whoever was given the address that `up --own` prints."""
    page = company.new_page()
    page.goto(company.address)
    ready(page)
    return page


def ready(page: Page) -> None:
    page.locator("body[data-ready=yes]").wait_for()


def done(page: Page, text: str) -> None:
    expect(page.locator("#status")).to_have_text(text, timeout=PATIENCE)


def answered(page: Page, *parts: str | re.Pattern[str]) -> None:
    """The latest reply has all of these in it."""
    for part in parts:
        expect(page.locator("#spoken")).to_contain_text(part, timeout=PATIENCE)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).last.click()


def drop(page: Page, files: list[dict[str, str]]) -> None:
    """Let files fall on the page, as from a folder beside it."""
    transfer = page.evaluate_handle(
        """(files) => {
          const transfer = new DataTransfer();
          for (const { name, content } of files) {
            const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
            transfer.items.add(new File([bytes], name));
          }
          return transfer;
        }""",
        files,
    )
    page.locator("#drop").dispatch_event("drop", {"dataTransfer": transfer})


def answer(page: Page, question: str, said: str) -> None:
    asked = page.locator(".question", has_text=question)
    if asked.locator("input").count():
        asked.locator("input").fill(said)
        asked.locator("input").press("Enter")
    else:
        asked.get_by_role("button", name=said).click()
    expect(asked).to_be_hidden(timeout=PATIENCE)


def give(company: Company, page: Page, who: str, role: str, unit: str = "") -> None:
    page.locator("#who").fill(who)
    page.locator("#role").select_option(role)
    page.locator("#unit").fill(unit)
    page.locator("#role-give").click()
    expect(page.locator("#held, #heads").filter(has_text=who).first).to_be_attached()
    done(page, company.word("given"))


def test_files_are_dropped_corrected_answered_and_loaded(
    setting_up: Page, company: Company
) -> None:
    page, word = setting_up, company.word
    page.locator("#name").fill(word("company"))
    page.locator("#company-save").click()
    done(page, word("saved"))
    page.locator("#import").click()
    ready(page)
    drop(page, company_files(TODAY.year, company.language))
    ledger = page.locator(".sheet", has_text=word("ledger"))
    expect(ledger.locator(".counts")).to_contain_text(word("rows_added"), timeout=PATIENCE)
    expect(page.locator("#total")).to_contain_text(word("no_cost"))
    ledger.get_by_label(word("claimed")).select_option("cost")
    expect(page.locator("#total")).to_contain_text("479,811.40 CNY", timeout=PATIENCE)
    answer(page, word("asked_gain"), "1")
    answer(page, word("asked_raiser"), "2009")
    answer(page, word("asked_year"), str(TODAY.year + 1))
    expect(page.locator("#asked .question")).to_have_count(0)
    page.locator("#load").click()
    expect(page.locator("#past li").first).to_contain_text(word("none_refused"), timeout=PATIENCE)
    page.locator("#back").click()
    ready(page)


def test_roles_are_given_and_a_budget_is_set(setting_up: Page, company: Company) -> None:
    page, word = setting_up, company.word
    for who, role in ((HR, "hr"), (FINANCE, "finance"), (DIRECTOR, "management")):
        give(company, page, who, role)
    give(company, page, HEAD, "head", word("shop"))
    page.locator("#year").select_option(str(TODAY.year))
    cell = page.get_by_label(word("cell"))
    cell.fill(word("budget"))
    cell.press("Tab")
    expect(page.locator("#sum")).to_contain_text("CNY 300,000")
    expect(page.locator("#first .next")).to_contain_text(word("sign_in_first"))
    ways = page.locator("#ways li")
    ways.filter(has_text=HR).get_by_role("button", name=word("code")).click()
    expect(page.locator("#code")).to_contain_text(HR)
    company.codes[HR] = page.locator("#code strong").inner_text()
    for who in (DIRECTOR, FINANCE, HEAD):
        expect(ways.filter(has_text=who)).to_contain_text(word("printed"))
    require_accessible(page)


def test_the_others_get_theirs_from_who_runs_it(setting_up: Page, company: Company) -> None:
    command, people = setting_up.locator("#command").inner_text().split(" link ")
    assert command == "./peisuan"
    home = {"PEISUAN_HOME": str(company.settings.home), "PEISUAN_DATABASE_URL": ""}
    printed = CliRunner().invoke(app_for("link"), ["link", *people.split()], env=home)
    for who in (DIRECTOR, FINANCE, HEAD):
        found = re.search(rf"{who}.*?([A-Z2-9]{{4}}-[A-Z2-9]{{4}})", printed.output)
        assert found is not None
        company.codes[who] = found[1]


def test_the_set_up_ends_when_hr_signs_in(setting_up: Page, company: Company) -> None:
    company.page(HR)
    setting_up.reload()
    ready(setting_up)
    expect(setting_up.locator("#status")).to_contain_text(company.word("ended"))


def test_the_heads_question_gets_evidence_a_narrower_audience_and_its_rank(
    company: Company,
) -> None:
    page = company.page(HEAD)
    say(page, company.word("ask"))
    answered(page, *company.words("estimate"), re.compile(company.word("first")))


def test_the_narrower_one_is_requested(company: Company) -> None:
    page, word = company.page(HEAD), company.word
    press(page, re.compile(word("narrower")))
    answered(page, word("when"))
    say(page, word("day"))
    answered(page, *company.words("check"))
    press(page, word("submit"))
    answered(page, word("submitted"), HR)


@pytest.mark.parametrize(
    ("who", "steps"), [(HR, "by_hr"), (FINANCE, "by_finance"), (DIRECTOR, "by_management")]
)
def test_it_is_approved(company: Company, who: str, steps: str) -> None:
    page, word = company.page(who), company.word
    page.reload()
    told = page.locator("#told li", has_text=REQUEST)
    told.get_by_role("button", name=word("take_up")).click()
    answered(page, word("asked_approval"))
    press(page, word("approve"))
    answered(page, word("approved"), word(steps))


def test_it_is_held(company: Company) -> None:
    page, word = company.page(HR), company.word
    say(page, word("schedule"))
    press(page, word("yes_schedule"))
    answered(page, word("scheduled"))
    say(page, word("delivered"))
    press(page, word("yes_delivered"))
    answered(page, word("came"))


def test_its_invoice_is_booked(company: Company) -> None:
    page, word = company.page(FINANCE), company.word
    say(page, word("invoice"))
    answered(page, word("committed"))
    press(page, word("yes_invoice"))
    answered(page, *company.words("booked"))


def test_it_is_evaluated_and_closed(company: Company) -> None:
    page, word = company.page(HR), company.word
    say(page, word("evaluation"))
    press(page, word("yes_evaluation"))
    answered(page, word("entered"))
    say(page, word("close"))
    press(page, word("yes_close"))
    answered(page, *company.words("closed"))


def test_nothing_is_amiss_in_the_store_afterwards(company: Company) -> None:
    database = Database(company.settings.store_url)
    with database.reading() as session:
        assert breaches(session) == []
    database.dispose()
