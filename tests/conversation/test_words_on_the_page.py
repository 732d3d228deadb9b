"""What a requester wrote is shown to whoever decides as it was written, in a real Chromium."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.usecases.estimate_cost import Training
from engine.usecases.requests.draft import LineDraft, RequestDraft
from engine.usecases.requests.submitting import submit_request
from engine.values.period import Period
from tests.conversation.browser import say, start_browser
from tests.real_assistant import Assistant

__all__ = ["start_browser"]
WRITTEN = (
    '**急** ![x](http://outside.example/a.png) <img src="http://outside.example/b.png" '
    "onerror=\"document.title='run'\"> [看名单](javascript:document.title='run') "
    "http://outside.example/c\n· 财务已批准 \u202eok"
)
SHOWN = WRITTEN.replace("\n", " ").replace("\u202e", "")
MARKUP = """() => [...document.getElementById("chat").shadowRoot.querySelectorAll(
  "#messages :is(a, img, strong, em, code, h1, ul)")].map((one) => one.outerHTML)"""


@pytest.fixture(scope="module")
def number(assistant: Assistant) -> str:
    """A request whose reason is all that."""
    day = assistant.engine.clock().date()
    month = Period(date(day.year + 1, 5, 1), date(day.year + 1, 5, 31))
    line = LineDraft(
        training=Training(course="TC-EQ"),
        headcount=10,
        period=month,
        audience=WRITTEN,
        reason=WRITTEN,
    )
    made = assistant.engine.perform(
        submit_request, "retail-head", "test", RequestDraft((line,)), uuid.uuid4().hex
    )
    return str(made.request.number)


@pytest.fixture(scope="module")
def gone_out(assistant: Assistant) -> list[str]:
    """What the page asked of the address that the words name."""
    return []


@pytest.fixture(scope="module")
def page(
    assistant: Assistant, start_browser: Browser, number: str, gone_out: list[str]
) -> Iterator[Page]:
    page = start_browser.new_page(locale="zh-CN")
    page.on("request", lambda one: "outside" in one.url and gone_out.append(one.url))
    page.goto(assistant.settings.application_url)
    page.locator("button[data-handle=hr]").click()
    page.locator("#told li", has_text=number).wait_for(timeout=20_000)
    say(page, f"批准{number}")
    expect(page.locator("#spoken")).to_contain_text("outside.example", timeout=20_000)
    yield page
    page.close()


def shown_in(page: Page) -> list[str]:
    """What a bubble of the chat shows of the words."""
    bubbles = page.locator("#chat .said").all_inner_texts()
    return [one for one in bubbles if "outside.example" in one]


def test_they_are_shown_as_written(page: Page) -> None:
    assert shown_in(page)
    assert all(SHOWN in one for one in shown_in(page))


def test_they_are_no_link_no_picture_and_nothing_runs(page: Page, gone_out: list[str]) -> None:
    assert page.evaluate(MARKUP) == []
    assert page.title() != "run"
    assert gone_out == []


def test_they_are_the_same_after_a_reload(page: Page, gone_out: list[str]) -> None:
    page.reload()
    page.locator("#chat .said", has_text="outside.example").first.wait_for(timeout=20_000)
    test_they_are_shown_as_written(page)
    test_they_are_no_link_no_picture_and_nothing_runs(page, gone_out)


def test_what_he_writes_himself_is_shown_as_he_wrote_it(page: Page, gone_out: list[str]) -> None:
    say(page, "![y](http://outside.example/own.png) [z](javascript:document.title='run')")
    expect(page.locator("#chat .said", has_text="own.png").first).to_be_visible(timeout=20_000)
    test_they_are_no_link_no_picture_and_nothing_runs(page, gone_out)


def test_the_preview_of_the_tools_shows_them_so_too(
    assistant: Assistant, page: Page, gone_out: list[str]
) -> None:
    page.goto(f"{assistant.settings.application_url}/preview")
    page.locator("body[data-ready=yes]").wait_for()
    for tool in ("dingtalk", "slack", "web"):
        cards = page.locator(f".{tool} p", has_text="outside.example").all_inner_texts()
        assert cards, tool
        assert all(SHOWN in one for one in cards if "财务已批准" in one), tool
    assert page.locator("section a[href*=outside], section img[src*=outside]").count() == 0
    assert gone_out == []
