"""Setting a company up on the page, from an empty store, in a real Chromium."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from commands.own_store import make_own_store, setup_code
from commands.ports import free_port
from commands.stack import running_application
from engine.policy import load_policy
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.setup.roles import give_role
from tests.conversation.browser import require_accessible, start_browser

__all__ = ["start_browser"]

PEOPLE = (
    "工号,姓名,一级部门,二级部门\n101,王芳,人力资源部,\n102,李强,生产部,冲压车间\n"
    "103,赵敏,财务部,\n104,周涛,总经办,\n105,王芳,生产部,冲压车间\n"
)
WIDTHS = {"desk": 1280, "phone": 360}
CODE = re.compile(r"^[A-Z2-9]{4}-[A-Z2-9]{4}$")
NEXT = date.today().year + 1


@dataclass
class EmptyPage:
    """The page of an empty store, and the code that opens it."""

    url: str
    code: str

    @property
    def address(self) -> str:
        return f"{self.url}/setup?code={self.code}"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[EmptyPage]:
    settings = Settings(
        home=tmp_path / "home", database_url="", port=free_port(), rasa_port=free_port()
    )
    make_own_store(settings)
    code = setup_code(settings)
    assert code is not None
    with running_application(settings):
        yield EmptyPage(settings.application_url, code)


@pytest.fixture(params=WIDTHS)
def page(own: EmptyPage, start_browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    viewport = {"width": WIDTHS[request.param], "height": 844}
    context = start_browser.new_context(locale="zh-CN", viewport=viewport)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def open_setup(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("body[data-ready=yes]").wait_for()


def require_good(page: Page) -> None:
    """Nothing reaches beyond the screen, and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    require_accessible(page)


def load_people(page: Page) -> None:
    page.locator("#import").click()
    page.locator("body[data-ready=yes]").wait_for()
    content = PEOPLE.encode()
    page.locator("#files").set_input_files(
        {"name": "员工.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.locator("#load").click()
    expect(page.locator("#past li")).to_contain_text("已导入")
    page.locator("#back").click()
    page.locator("body[data-ready=yes]").wait_for()


def give(page: Page, who: str, role: str, unit: str = "") -> None:
    page.locator("#who").fill(who)
    page.locator("#role").select_option(role)
    page.locator("#unit").fill(unit)
    page.locator("#unit").press("Enter")


def test_a_company_is_set_up_from_nothing(page: Page, own: EmptyPage) -> None:
    open_setup(page, own.address)
    assert own.code not in page.url
    expect(page.locator("#first .next")).to_contain_text("公司名称")
    require_good(page)
    page.locator("#name").fill("江南冲压")
    page.locator("#company-save").click()
    expect(page.locator("#status")).to_have_text("已保存。")
    expect(page.locator("#first .next")).to_contain_text("导入部门和人员")
    load_people(page)
    give(page, "王芳", "hr")
    expect(page.locator("#status")).to_have_text("请从列出的人里选一个。")
    give(page, "101", "hr")
    expect(page.locator("#held")).to_contain_text("人力资源部: 王芳 (101)")
    give(page, "赵敏", "finance")
    give(page, "周涛", "management")
    expect(page.locator("#held li")).to_have_count(3)
    give(page, "李强", "head", "冲压车间")
    expect(page.locator("#heads")).to_contain_text("李强 (102)")
    page.locator("#year").select_option(str(NEXT))
    cell = page.get_by_label("冲压车间, 所有培训")
    cell.fill("18万")
    cell.press("Tab")
    expect(page.locator("#status")).to_have_text("已保存。")
    expect(page.get_by_label("冲压车间, 所有培训")).to_have_value("180,000")
    expect(page.locator("#sum")).to_contain_text("CNY 180,000")
    require_good(page)
    cell.fill("２０，０００元")
    cell.press("Tab")
    expect(cell).to_have_value("20,000")
    cell.fill("很多")
    cell.press("Tab")
    expect(page.locator("#status")).to_contain_text("金额请写数字")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#ways li", has_text="赵敏")).to_contain_text("由系统管理员打印")
    expect(page.locator("#command")).to_have_text("./peisuan link 102 103 104")
    page.locator("#ways li", has_text="王芳").get_by_role("button", name="显示登录码").click()
    code = page.locator("#code strong")
    expect(code).to_have_text(CODE)
    sign_in(page, own, code.inner_text())
    page.locator("#setup").click()
    expect(page.locator("#first")).to_contain_text("用登录码登录：")
    expect(page.locator("#role option")).to_have_text(["部门负责人"])
    expect(page.get_by_label("冲压车间, 所有培训")).to_be_disabled()
    expect(page.locator("#authority-hint")).to_be_visible()
    expect(page.locator("#levels input").first).to_be_disabled()
    expect(page.locator("#weight-strategy")).to_be_enabled()
    require_good(page)


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the demonstration."""
    shutil.copy(sample_file, tmp_path / "store.sqlite")
    settings = Settings(
        home=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'store.sqlite'}",
        port=free_port(),
        rasa_port=free_port(),
    )
    with running_application(settings):
        yield settings.application_url


def test_the_samples_management_raises_budgets_and_changes_the_policy(
    sample: str, start_browser: Browser, tmp_path: Path
) -> None:
    store = Database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    BudgetEngine(store, load_policy()).perform(give_role, "hr", "test", "worker", "head", "W1")
    store.dispose()
    page = start_browser.new_context(locale="en-GB").new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(sample)
    page.locator("button[data-handle=director]").click()
    page.locator("#setup").click()
    page.locator("body[data-ready=yes]").wait_for()
    expect(page.locator("#fixed")).to_be_visible()
    page.locator("#heads-title").click()
    expect(page.locator("#heads")).to_contain_text("not yet confirmed by management")
    page.locator("#heads-confirm").click()
    expect(page.locator("#heads-confirm")).to_be_hidden()
    expect(page.locator("#heads")).not_to_contain_text("not yet confirmed")
    page.locator("#year").select_option(str(NEXT))
    expect(page.locator("#grid tr").first).to_be_visible()
    before = page.locator("#sum").inner_text()
    page.locator("#rate").fill("ten")
    page.locator("#raise").click()
    expect(page.locator("#status")).to_contain_text("Please write per cent")
    page.locator("#rate").fill("10 %")
    page.locator("#raise").click()
    expect(page.locator("#status")).to_have_text("Saved.")
    expect(page.locator("#sum")).not_to_have_text(before)
    page.locator("#weight-strategy").fill("50")
    expect(page.locator("#weights-sum")).to_have_text("110 % in all; it must be 100 %")
    page.locator("#settings-save").click()
    expect(page.locator("#status")).to_contain_text("must make 100 %; they make 110")
    page.locator("#weight-business").fill("20")
    page.locator("#level-add").click()
    page.locator("#levels .level").nth(2).get_by_role("textbox").fill("50万")
    page.locator("#levels .level").nth(2).get_by_label("Finance").check()
    page.locator("#quarters").select_option("bind")
    page.get_by_role("group", name="Who may set budgets").get_by_label("Finance").check()
    page.locator("#settings-save").click()
    expect(page.locator("#policy-now")).to_contain_text(f"In force: {date.today().year}")
    expect(page.locator("#levels .level")).to_have_count(4)
    expect(page.locator("#levels .level").nth(2).get_by_role("textbox")).to_have_value("500,000")
    page.reload()
    page.locator("body[data-ready=yes]").wait_for()
    expect(page.locator("#quarters")).to_have_value("bind")
    expect(page.locator("#weight-strategy")).to_have_value("50")
    require_good(page)
    policy = tmp_path / "policy.toml"
    page.locator("#policy-show").click()
    text = page.locator("#policy-text").text_content() or ""
    policy.write_text(text.replace('version = "', 'version = "own-'), encoding="utf-8")
    page.locator("#policy-file").set_input_files(policy)
    page.locator("#policy-save").click()
    expect(page.locator("#policy-now")).to_contain_text("In force: own-")
    require_good(page)


def test_the_language_that_was_chosen_holds_on_every_page(page: Page, own: EmptyPage) -> None:
    open_setup(page, own.address)
    page.locator("#language").click()
    expect(page.locator("#title")).to_have_text("Set up the company")
    page.locator("#import").click()
    expect(page.locator("#title")).to_have_text("Load the company's data")
    page.goto(own.url)
    expect(page.locator("#sign-in-title")).to_have_text("Please sign in")


KEYS = """async () => {
  const { WORDS } = await import("/static/setup_words.js");
  const keys = (words) => Object.entries(words).flatMap(([key, value]) =>
    value.constructor === Object ? keys(value).map((inner) => `${key}.${inner}`) : [key]);
  return [keys(WORDS.zh), keys(WORDS.en)];
}"""


def test_every_word_is_there_in_both_languages(sample: str, start_browser: Browser) -> None:
    page = start_browser.new_page()
    page.goto(sample)
    chinese, english = page.evaluate(KEYS)
    assert sorted(chinese) == sorted(english)


def sign_in(page: Page, own: EmptyPage, code: str) -> None:
    page.goto(own.url)
    page.locator("#code").fill(code)
    page.locator("#enter").click()
    expect(page.locator("#chat")).to_be_visible()
