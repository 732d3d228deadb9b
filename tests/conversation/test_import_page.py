"""Loading a company's files on the page, in a real Chromium."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from sqlalchemy import update

from commands.ports import free_port
from commands.stack import running_application
from engine.policy import load_policy
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import StoreInfo
from engine.usecases.context import BudgetEngine
from tests.codes import sign_in_code
from tests.conversation.browser import require_accessible, start_browser

__all__ = ["start_browser"]

PEOPLE = "工号,姓名,部门,状态,备注\nN01,王芳,新车间,在职,甲\nN02,李强,新车间,修行中,乙\nN03,,新车间,在职,丙\n"
WIDTHS = {"desk": 1280, "phone": 360}


@dataclass
class OwnPage:
    """The page of a company's own store, its engine, and who is signed in on which screen (by
    cookies: from one address codes are tried a few times only)."""

    url: str
    engine: BudgetEngine
    signed_in: dict[tuple[str, int], list[Any]] = field(default_factory=dict)

    def code(self, person: str) -> str:
        return sign_in_code(self.engine, person)


@pytest.fixture(scope="module")
def own(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnPage]:
    home = tmp_path_factory.mktemp("loading")
    shutil.copy(sample_file, home / "store.sqlite")
    database = Database(f"sqlite:///{home / 'store.sqlite'}")
    with database.transaction() as session:
        session.execute(update(StoreInfo).values(kind="company"))
    settings = Settings(
        home=home, database_url=database.url, port=free_port(), rasa_port=free_port()
    )
    with running_application(settings):
        yield OwnPage(settings.application_url, BudgetEngine(database, load_policy()))
    database.dispose()


@pytest.fixture(params=WIDTHS)
def page(own: OwnPage, start_browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    viewport = {"width": WIDTHS[request.param], "height": 844}
    context = start_browser.new_context(locale="zh-CN", viewport=viewport)  # type: ignore[arg-type]
    page = context.new_page()
    yield page
    context.close()


def sign_in(page: Page, own: OwnPage, person: str) -> None:
    screen = person, page.viewport_size["width"] if page.viewport_size else 0
    if cookies := own.signed_in.get(screen):
        page.context.add_cookies(cookies)
        page.goto(own.url)
    else:
        page.goto(own.url)
        page.locator("#code").fill(own.code(person))
        page.locator("#enter").click()
    expect(page.locator("#chat")).to_be_visible()
    own.signed_in[screen] = page.context.cookies()


def payload(text: str, name: str = "people.csv") -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def require_fits(page: Page) -> None:
    """Nothing reaches beyond the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_files_are_dropped_looked_at_corrected_loaded_and_taken_back(
    page: Page, own: OwnPage
) -> None:
    sign_in(page, own, "hr")
    page.locator("#import").click()
    page.locator("body[data-ready=yes]").wait_for()
    page.locator("#files").set_input_files(payload(PEOPLE))
    sheet = page.locator(".sheet")
    expect(sheet.locator("h3")).to_have_text("people.csv：人员名单，3 行")
    expect(sheet.locator(".counts")).to_contain_text("新增 2")
    expect(page.locator("#draft-title")).to_be_focused()
    require_fits(page)
    require_accessible(page)
    asked = page.locator(".question", has_text="修行中")
    asked.get_by_role("button", name="在职").focus()
    page.keyboard.press("Enter")
    expect(asked).to_be_hidden()
    sheet.get_by_label("姓名: 是什么").select_option("")
    expect(sheet.locator(".counts")).to_contain_text("新增 0")
    sheet.get_by_label("姓名: 是什么").select_option("name")
    expect(sheet.locator(".counts")).to_contain_text("新增 2")
    sheet.get_by_text("没有导入的").click()
    expect(sheet.locator("td.why")).to_have_text("不能为空")
    with page.expect_download() as download:
        page.locator("#refused").click()
    assert download.value.suggested_filename.startswith("refused-")
    page.locator("#load").click()
    loaded = page.locator("#past li", has_text="people.csv").first
    expect(loaded).to_contain_text("已导入")
    expect(page.locator("#draft")).to_be_hidden()
    require_accessible(page)
    page.on("dialog", lambda dialog: dialog.accept())
    loaded.get_by_role("button", name="撤销").click()
    expect(page.locator("#past li", has_text="people.csv").first).to_contain_text("已撤销")
    require_fits(page)


MARKED = "工号,课程名称,培训日期,成绩,费用\nN07,焊接,2026-03-10,95,300元\n"


def test_what_was_answered_is_answered_otherwise_and_taken_back(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "hr")
    page.goto(f"{own.url}/import")
    page.locator("body[data-ready=yes]").wait_for()
    people = PEOPLE.replace("N0", "M0") + "N07,钱进,新车间,在职,丁\n"
    page.locator("#files").set_input_files([payload(people), payload(MARKED, "trainings.csv")])
    asked = page.locator("#asked .question", has_text="修行中")
    asked.get_by_role("button", name="在职").click()
    expect(page.locator("#asked .question")).to_have_count(0)
    page.locator("#answered-title").click()
    said = page.locator("#answers li", has_text="修行中")
    expect(said.locator("strong")).to_have_text("在职")
    said.get_by_role("button", name="改：").click()
    said.get_by_role("button", name="已离职").click()
    expect(page.locator("#answers strong")).to_have_text("已离职")
    page.locator("#offered-title").click()
    mark = page.locator("#offers .question", has_text="多少分算通过")
    mark.locator("input").fill("六十")
    mark.locator("input").press("Enter")
    expect(page.locator("#status")).to_have_text("“六十”不是数字。")
    mark.locator("input").fill("60")
    mark.locator("input").press("Enter")
    expect(mark).to_be_hidden()
    expect(page.locator("#answers li")).to_have_count(2)
    require_fits(page)
    require_accessible(page)
    said.get_by_role("button", name="收回：").click()
    expect(asked).to_be_visible()
    page.locator("#discard").click()
    expect(page.locator("#draft")).to_be_hidden()


def test_other_heading_rows_are_named(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "hr")
    page.goto(f"{own.url}/import")
    page.locator("body[data-ready=yes]").wait_for()
    page.locator("#files").set_input_files(payload("说明,内容,备注,甲,乙\n" + PEOPLE))
    sheet = page.locator(".sheet")
    sheet.get_by_text("表头不对？").click()
    expect(sheet.locator("tr.heading th")).to_have_text(["1"])
    require_fits(page)
    require_accessible(page)
    sheet.get_by_label("到第几行").fill("2")
    sheet.get_by_label("表头从第几行").fill("2")
    sheet.get_by_role("button", name="照此读").click()
    expect(sheet.locator("h3")).to_have_text("people.csv：人员名单，3 行")
    sheet.get_by_text("表头不对？").click()
    sheet.get_by_role("button", name="重新自动找").click()
    expect(sheet.locator("tr.heading th")).to_have_text(["1"])
    page.locator("#discard").click()
    expect(page.locator("#draft")).to_be_hidden()


def test_another_kind_is_chosen_and_the_draft_is_given_up(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "hr")
    page.goto(f"{own.url}/import")
    page.locator("body[data-ready=yes]").wait_for()
    page.locator("#language").click()
    expect(page.locator("#title")).to_have_text("Load the company's data")
    page.locator("#files").set_input_files(payload(PEOPLE))
    sheet = page.locator(".sheet")
    sheet.get_by_label("This is:").select_option("")
    expect(sheet.locator("h3")).to_have_text("people.csv: not loaded (3 rows)")
    sheet.get_by_label("This is:").select_option("people")
    expect(sheet.locator(".counts")).to_contain_text("2 added")
    page.locator("#discard").click()
    expect(page.locator("#draft")).to_be_hidden()


def test_what_is_amiss_is_said(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "hr")
    page.goto(f"{own.url}/import")
    page.locator("body[data-ready=yes]").wait_for()
    page.locator("#files").set_input_files(payload("", "empty.csv"))
    expect(page.locator("#status")).to_contain_text("文件是空的")
    with page.expect_download() as download:
        page.locator("#empty").click()
    assert download.value.suggested_filename == "人员名单.xlsx"


def test_others_find_no_way_in(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "worker")
    expect(page.locator("#import")).to_be_hidden()
    page.goto(f"{own.url}/import")
    expect(page.locator("#status")).to_have_text(re.compile("人力资源部"))
