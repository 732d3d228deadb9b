"""Files chosen or dropped in the chat of the page, in a real Chromium."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.conversation.browser import require_accessible, start_browser
from tests.conversation.test_import_page import (
    OwnPage,
    own,
    page,
    payload,
    require_fits,
    sign_in,
)

__all__ = ["own", "page", "start_browser"]

PEOPLE = "工号,姓名,部门,状态\n{n}1,王芳,新车间,在职\n{n}2,李强,新车间,修行{n}\n"
# What a browser does with files that are dragged into it.
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "text/csv" }));
  const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.querySelector("main").dispatchEvent(drop);
}"""


def people(page: Page) -> str:
    """Others on each of the screens."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    return PEOPLE.replace("{n}", f"N{width}")


def test_a_file_is_sent_answered_and_loaded(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "hr")
    page.locator("#given").set_input_files(payload(people(page), "花名册.csv"))
    chat = page.locator("#chat")
    expect(chat.get_by_text("文件：花名册.csv")).to_be_visible()
    expect(chat.get_by_text("修行N").last).to_be_visible()
    chat.get_by_role("button", name="在职", exact=True).click()
    chat.get_by_role("button", name="就这样导入").last.click()
    expect(chat.get_by_text("已导入，是第")).to_be_visible()
    require_fits(page)
    require_accessible(page)
    page.reload()
    expect(chat.get_by_text("文件：花名册.csv")).to_be_visible()


def test_a_dropped_file_goes_on_on_the_page(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "hr")
    page.locator("#language").click()
    page.evaluate(DROP, ["staff.csv", people(page).replace("王芳", "王方")])
    chat = page.locator("#chat")
    chat.get_by_role("link", name="Open on the page").click()
    page.locator("body[data-ready=yes]").wait_for()
    expect(page.locator("#draft-title")).to_contain_text("staff.csv")


def test_a_file_that_is_none_is_said(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "hr")
    page.locator("#given").set_input_files(payload("", "empty.csv"))
    expect(page.locator("#chat").get_by_text("文件是空的")).to_be_visible()


def test_who_loads_nothing_is_offered_nothing(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "worker")
    expect(page.locator("#give")).to_be_hidden()
