"""The web page in a real headless Chromium: the main path, by clicking and typing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conversation.browser import require_accessible, say, start_browser
from tests.real_assistant import Assistant

__all__ = ["start_browser"]


@pytest.fixture(scope="module")
def page(assistant: Assistant, start_browser: Browser) -> Iterator[Page]:
    page = start_browser.new_page(locale="zh-CN")
    page.goto(assistant.settings.application_url)
    yield page
    page.close()


def test_a_head_requests_budget_by_clicking_and_typing(page: Page, assistant: Assistant) -> None:
    before = assistant.stored()["requests"]
    expect(page.locator("#demonstration")).to_contain_text("演示模式")
    page.locator("button[data-handle=workshop-head]").click()
    say(page, "一线工人设备操作总出问题，想给200个人做设备操作技能培训，要多少钱")
    expect(page.get_by_text("约 300,000 元").first).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="只报 120 人（180,000 元）").click()
    expect(page.get_by_text("打算什么时候做").first).to_be_visible(timeout=20_000)
    say(page, "明年3月")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("已提交，编号").first).to_be_visible(timeout=20_000)
    assert assistant.stored()["requests"] == before + 1


def test_what_is_said_is_announced_to_screen_readers(page: Page) -> None:
    expect(page.locator("#spoken")).to_contain_text("已提交，编号")


def test_markup_is_shown_and_never_run(page: Page) -> None:
    say(page, "<img src=x onerror=\"document.title='run'\">")
    expect(page.get_by_text("onerror").first).to_be_visible(timeout=20_000)
    assert page.title() != "run"


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desk", "phone"])
def test_the_chat_is_accessible(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    require_accessible(page)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    page.set_viewport_size({"width": 1280, "height": 720})


def test_a_choice_is_made_by_keyboard_alone(page: Page) -> None:
    say(page, "给10个人做设备操作技能培训，明年4月")
    button = page.get_by_role("button", name="取消").last
    button.wait_for(timeout=20_000)
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_visible()
    expect(page.locator("#spoken")).not_to_contain_text("提交吗")


KEYS = """async () => {
  const { WORDS } = await import("/static/words.js");
  const keys = (words) => Object.entries(words).flatMap(([key, value]) =>
    value.constructor === Object ? keys(value).map((inner) => `${key}.${inner}`) : [key]);
  return [keys(WORDS.zh), keys(WORDS.en)];
}"""


def test_the_page_has_every_word_in_both_languages(page: Page) -> None:
    chinese, english = page.evaluate(KEYS)
    assert sorted(chinese) == sorted(english)


def test_the_page_speaks_english_too(page: Page) -> None:
    page.locator("#language").click()
    expect(page.locator("#demonstration")).to_contain_text("Demonstration")


def test_what_waits_for_somebody_is_shown_to_him_and_put_away(page: Page) -> None:
    """HR is told of the request that was made before."""
    page.locator("#switch").click()
    page.locator("button[data-handle=hr]").click()
    expect(page.locator("#told li").first).to_contain_text("TR-")
    page.locator("#told li button").first.click()
    expect(page.locator("#spoken")).to_contain_text("Approve TR-", timeout=20_000)
    page.locator("#seen").click()
    expect(page.locator("#notices")).to_be_hidden()
    page.reload()
    expect(page.locator("#who")).not_to_be_empty()
    expect(page.locator("#notices")).to_be_hidden()


def test_the_conversation_is_still_there_after_a_reload(page: Page) -> None:
    # Whatever another test left open would be what the question is about.
    say(page, "算了")
    expect(page.locator("#spoken")).not_to_be_empty(timeout=20_000)
    say(page, "预算还剩多少")
    expect(page.locator("#spoken")).to_contain_text("还剩", timeout=20_000)
    page.reload()
    expect(page.get_by_text("预算还剩多少", exact=True).first).to_be_visible()
    expect(page.locator("table").first).to_be_visible()


def test_another_person_does_not_see_it(page: Page) -> None:
    page.locator("#switch").click()
    page.locator("button[data-handle=worker]").click()
    expect(page.locator("#who")).not_to_be_empty()
    expect(page.get_by_text("预算还剩多少", exact=True)).to_have_count(0)
