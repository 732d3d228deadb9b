"""Each kind of card as each chat tool shows it, in both languages, seen in a real browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conversation.browser import require_accessible, say, start_browser
from tests.real_assistant import Assistant

__all__ = ["start_browser"]
# Where screenshots go, when somebody wants to look at them (or keep them in docs/).
PICTURES = os.environ.get("PEISUAN_PICTURES")
SENTENCES = {
    "zh": (
        "各部门预算还剩多少",
        "哪些培训最该做",
        "客户跟进技巧培训效果怎么样",
        "导出预算表",
        "给20个销售做客户跟进技巧培训，明年4月，因为转化率低",
    ),
    "en": (
        "how much budget is left in each department",
        "which trainings matter most",
        "did the customer follow-up training work",
        "export the budget as a file",
        "I need customer follow-up training for 20 sales people next April because conversion is low",
    ),
}
SENT = {"zh": "提交", "en": "Submit"}


def talk(page: Page, assistant: Assistant, language: str) -> None:
    page.goto(assistant.settings.application_url)
    page.locator("button[data-handle=director]").click()
    for text in SENTENCES[language]:
        before = page.locator("#spoken").text_content()
        say(page, text)
        expect(page.locator("#spoken")).not_to_have_text(before or "", timeout=20_000)
    page.get_by_role("button", name=SENT[language], exact=True).last.wait_for(timeout=20_000)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_kind_of_card_in_each_tool(
    start_browser: Browser, assistant: Assistant, language: str
) -> None:
    page = start_browser.new_page(locale={"zh": "zh-CN", "en": "en-GB"}[language])
    talk(page, assistant, language)
    page.goto(f"{assistant.settings.application_url}/preview?language={language}")
    page.locator("body[data-ready=yes]").wait_for()
    cards = page.locator("article")
    assert cards.locator(".web table").count() >= 2
    assert cards.locator(".dingtalk img").count() >= 2
    assert cards.locator(".web a.file").count() >= 3
    for tool in ("dingtalk", "slack", "web"):
        titles = cards.locator(f".{tool} button").all_text_contents()
        assert SENT[language] in titles
    require_accessible(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"cards-{language}.png", full_page=True)
    page.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_waits_for_a_decision(
    start_browser: Browser, assistant: Assistant, language: str
) -> None:
    head = assistant.talk("sales-head")
    head.say("给5个销售做客户跟进技巧培训，明年6月，因为转化率低")
    assert "编号" in head.say("提交")
    page = start_browser.new_page(locale="zh-CN")
    page.goto(assistant.settings.application_url)
    page.locator("button[data-handle=hr]").click()
    expect(page.locator("#who")).not_to_be_empty()
    page.goto(f"{assistant.settings.application_url}/preview?language={language}")
    page.locator("body[data-ready=yes]").wait_for()
    titles = page.locator("article .dingtalk button").all_text_contents()
    assert {"zh": "批准", "en": "Approve"}[language] in titles
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"decision-{language}.png", full_page=True)
    page.close()
