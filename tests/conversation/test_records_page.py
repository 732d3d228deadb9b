"""Entering single records on the page, in a real Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conversation.browser import require_accessible, start_browser
from tests.conversation.test_import_page import OwnPage, own, page, require_fits, sign_in

__all__ = ["own", "page", "start_browser"]


def open_records(page: Page, own: OwnPage, kind: str, person: str = "hr") -> None:
    sign_in(page, own, person)
    page.goto(f"{own.url}/records#{kind}")
    page.locator("body[data-ready=yes]").wait_for()


def test_a_record_is_checked_saved_corrected_and_found_in_the_history(
    page: Page, own: OwnPage, request: pytest.FixtureRequest
) -> None:
    name = f"焊接{request.node.callspec.id}"
    sign_in(page, own, "hr")
    page.goto(f"{own.url}/import")
    page.locator("body[data-ready=yes]").wait_for()
    page.locator("#one").click()
    page.locator("body[data-ready=yes]").wait_for()
    page.locator("#kind").select_option("courses")
    expect(page.locator("label[for=field-name]")).to_have_text("课程名称")
    require_fits(page)
    require_accessible(page)
    page.locator("#field-name").fill(name)
    page.locator("#check").click()
    expect(page.locator("#status")).to_have_text("照这样保存会：新增 1，更改 0，已有 0")
    page.locator("#save").click()
    expect(page.locator("#status")).to_have_text("已保存：新增 1，更改 0，已有 0")
    row = page.locator("#rows tr", has_text=name)
    row.get_by_role("button").click()
    expect(page.locator("#field-name")).to_have_value(name)
    page.locator("#more").evaluate("one => { one.open = true }")
    page.locator("#field-delivery").select_option(label="外训")
    page.locator("#save").click()
    expect(page.locator("#status")).to_have_text("已保存：新增 0，更改 1，已有 0")
    expect(row).to_contain_text("外训")
    require_fits(page)
    require_accessible(page)
    page.locator("#back").click()
    expect(page.locator("#past li").first).to_contain_text("逐条录入：课程目录")


def test_what_cannot_be_taken_stands_beside_its_field(page: Page, own: OwnPage) -> None:
    open_records(page, own, "skills")
    page.locator("#language").click()
    expect(page.locator("#title")).to_have_text("Enter one by one")
    expect(page.locator("label[for=field-emp_no]")).to_have_text("employee no")
    page.locator("#field-emp_no").fill("E999999")
    page.locator("#field-skill").fill("铸造")
    page.locator("#field-level").fill("3")
    page.locator("#field-assessed_on").fill("2026-05-01")
    page.locator("#save").click()
    expect(page.locator("#status")).to_contain_text("E999999")
    expect(page.locator("#field-emp_no-wrong")).not_to_be_empty()
    expect(page.locator("#field-emp_no")).to_be_focused()
    require_fits(page)
    require_accessible(page)


def test_what_is_asked_is_answered_there(
    page: Page, own: OwnPage, request: pytest.FixtureRequest
) -> None:
    open_records(page, own, "course_skills")
    page.locator("#field-course").fill("设备操作技能培训")
    page.locator("#field-skill").fill(f"铸造{request.node.callspec.id}")
    page.locator("#field-gain").fill("1")
    page.locator("#save").click()
    asked = page.locator(".question")
    expect(asked.locator("legend")).to_contain_text("同时新增：技能（1）")
    expect(asked.get_by_role("button")).to_be_focused()
    require_accessible(page)
    asked.get_by_role("button").click()
    expect(page.locator("#status")).to_contain_text("已保存：新增 1")


def test_others_find_no_way_in(page: Page, own: OwnPage) -> None:
    sign_in(page, own, "worker")
    page.goto(f"{own.url}/records")
    expect(page.locator("#status")).to_have_text(re.compile("人力资源部"))
