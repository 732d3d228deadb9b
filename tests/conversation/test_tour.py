"""A company's first hour, in a real Chromium, from an empty store: its files are dropped, a
column is corrected, roles are given and a budget is set; then the README's conversation is had
with its own data, from the question to the closing. Each test goes on where the one before ended.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

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
DAY = f"{TODAY.month}月{TODAY.day}日"
REQUEST = f"TR-{TODAY.year}-0001"
HR, FINANCE, DIRECTOR, HEAD = "张丽静", "刘涛军", "吴梅静", "刘娟燕"
PATIENCE = 60_000


@dataclass
class Company:
    """The running product over an empty store, and everybody's own browser."""

    settings: Settings
    address: str
    browser: Browser
    codes: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

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
        page = self.browser.new_context(locale="zh-CN").new_page()
        page.set_default_timeout(PATIENCE)
        return page


@pytest.fixture(scope="module")
def company(start_browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
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
        yield Company(settings, f"{settings.application_url}/setup?code={code}", start_browser)


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


def give(page: Page, who: str, role: str, unit: str = "") -> None:
    page.locator("#who").fill(who)
    page.locator("#role").select_option(role)
    page.locator("#unit").fill(unit)
    page.locator("#role-give").click()
    expect(page.locator("#held, #heads").filter(has_text=who).first).to_be_attached()
    done(page, "已设定。")


def row(page: Page, who: str) -> Locator:
    return page.locator("#held li, #heads li", has_text=who).first


def test_files_are_dropped_corrected_answered_and_loaded(setting_up: Page) -> None:
    page = setting_up
    page.locator("#name").fill("江南精工")
    page.locator("#company-save").click()
    done(page, "已保存。")
    page.locator("#import").click()
    ready(page)
    drop(page, company_files(TODAY.year))
    ledger = page.locator(".sheet", has_text="培训台账")
    expect(ledger.locator(".counts")).to_contain_text("新增 308", timeout=PATIENCE)
    expect(page.locator("#total")).to_contain_text("费用合计 无")
    ledger.get_by_label("实报: 是什么").select_option("cost")
    expect(page.locator("#total")).to_contain_text("479,811.40 CNY", timeout=PATIENCE)
    answer(page, "提高几级", "1")
    answer(page, "谁提出", "2009")
    answer(page, "哪一年", str(TODAY.year + 1))
    expect(page.locator(".question")).to_have_count(0)
    page.locator("#load").click()
    expect(page.locator("#past li").first).to_contain_text("拒收 0", timeout=PATIENCE)
    page.locator("#back").click()
    ready(page)


def test_roles_are_given_and_a_budget_is_set(setting_up: Page, company: Company) -> None:
    page = setting_up
    for who, role in ((HR, "hr"), (FINANCE, "finance"), (DIRECTOR, "management")):
        give(page, who, role)
    give(page, HEAD, "head", "冲压车间")
    page.locator("#year").select_option(str(TODAY.year))
    cell = page.get_by_label("冲压车间, 所有培训")
    cell.fill("30万")
    cell.press("Tab")
    expect(page.locator("#sum")).to_contain_text("CNY 300,000")
    expect(page.locator("#first .next")).to_contain_text("登录码")
    for who in (DIRECTOR, FINANCE, HEAD, HR):
        row(page, who).get_by_role("button", name="登录码").click()
        expect(page.locator("#code")).to_contain_text(who)
        company.codes[who] = page.locator("#code strong").inner_text()
    require_accessible(page)


def test_the_set_up_ends_when_hr_signs_in(setting_up: Page, company: Company) -> None:
    company.page(HR)
    setting_up.reload()
    ready(setting_up)
    expect(setting_up.locator("#status")).to_contain_text("已经失效")


def test_the_heads_question_gets_evidence_a_narrower_audience_and_its_rank(
    company: Company,
) -> None:
    page = company.page(HEAD)
    say(page, "我们一线员工设备操作老出问题，想培训60人，大概要多少钱？")
    answered(
        page,
        "约 191,451.43 元",
        "共 6 期、112 人次",
        "36 人（60%）低于平均水平",
        "设备故障次数",
        "p < 0.001",
        "属于必做",
        "只培训有差距的 36 人，114,870.86 元",
        re.compile(r"优先级：.*第 1"),
    )


def test_the_narrower_one_is_requested(company: Company) -> None:
    page = company.page(HEAD)
    press(page, re.compile("只报 36 人"))
    answered(page, "打算什么时候做")
    say(page, DAY)
    answered(page, "请核对这份申请", "还剩 185,129.14 元")
    press(page, "提交")
    answered(page, f"已提交，编号 {REQUEST}", HR)


@pytest.mark.parametrize(
    ("who", "steps"),
    [(HR, "HR 核对、评估、HR 负责人批准"), (FINANCE, "财务批准"), (DIRECTOR, "管理层批准")],
)
def test_it_is_approved(company: Company, who: str, steps: str) -> None:
    page = company.page(who)
    page.reload()
    page.locator("#told li", has_text=REQUEST).get_by_role("button", name="去办理").click()
    answered(page, f"确认同意 {REQUEST} 吗")
    press(page, "批准")
    answered(page, f"已同意 {REQUEST}", f"办理的是：{steps}")


def test_it_is_held(company: Company) -> None:
    page = company.page(HR)
    say(page, f"{REQUEST}排到{DAY}")
    press(page, "确认排期")
    answered(page, "排好了")
    say(page, f"{REQUEST}的培训办完了，实到34人")
    press(page, "确认登记")
    answered(page, "实到 34 人")


def test_its_invoice_is_booked(company: Company) -> None:
    page = company.page(FINANCE)
    say(page, f"{REQUEST}的发票，票号04123456，108800元")
    answered(page, "还承诺着")
    press(page, "发票入账")
    answered(page, "已入账", "108,800 元")


def test_it_is_evaluated_and_closed(company: Company) -> None:
    page = company.page(HR)
    say(page, f"录入{REQUEST}的评估：反应层满意度95%，34人")
    press(page, "确认录入")
    answered(page, "录好了")
    say(page, f"{REQUEST}结案")
    press(page, "确认结案")
    answered(page, f"{REQUEST} 已结案", "6,070.86 元 退回了预算")


def test_nothing_is_amiss_in_the_store_afterwards(company: Company) -> None:
    database = Database(company.settings.store_url)
    with database.reading() as session:
        assert breaches(session) == []
    database.dispose()
