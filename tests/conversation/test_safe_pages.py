"""Every page in a real Chromium under the policy that it is sent with: nothing breaks it, and
nothing is asked of anybody but this installation."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from commands.ports import free_port
from commands.stack import running_application
from engine.settings import Settings
from tests.conversation.browser import start_browser

__all__ = ["start_browser"]
PAGES = ["/", "/setup", "/import", "/records", "/accounts", "/preview", "/docs"]
# What the server may answer to one who is nobody yet, or asks for a file that is not there.
REFUSED = "Failed to load resource: the server responded with a status of 4"
# A reply with everything that one can have.
REPLY = {
    "text": "**表**\n一 | 二",
    "choices": [
        {"title": "好", "token": "aaaaaaaaaa", "url": None},
        {"title": "去", "token": None, "url": "/import#1"},
    ],
    "table": {"columns": ["一", "二"], "rows": [["1", "2"]], "lines": ["一 | 二"]},
    "file": {"name": "chart.png", "url": "/files/none/chart.png", "alt": "图"},
    "personal": False,
}


@dataclass
class Watched:
    """A page, what it complained of and whom it asked."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._sent)

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not said.text.startswith(REFUSED):
            self.complaints.append(said.text)

    def _sent(self, request: Request) -> None:
        if not request.url.startswith((self.url, "blob:", "data:")):
            self.asked.append(request.url)

    def require_quiet(self) -> None:
        assert (self.complaints, self.asked) == ([], [])


@pytest.fixture(scope="module")
def url(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("safe")
    shutil.copy(sample_file, home / "peisuan.sqlite")
    settings = Settings(home=home, port=free_port(), rasa_port=free_port())
    with running_application(settings):
        yield settings.application_url


@pytest.fixture
def watched(url: str, start_browser: Browser) -> Iterator[Watched]:
    context = start_browser.new_context(locale="zh-CN")
    yield Watched(context.new_page(), url)
    context.close()


def become_hr(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("button[data-handle=hr]").click()
    expect(page.locator("#chat")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_breaks_the_policy(watched: Watched, path: str) -> None:
    become_hr(watched.page, watched.url)
    watched.page.goto(f"{watched.url}{path}", wait_until="networkidle")
    watched.require_quiet()


def test_a_conversation_with_everything_keeps_to_the_policy(watched: Watched) -> None:
    history = json.dumps([{"said": "<b>话</b>", "files": [], "replies": [REPLY]}])
    watched.page.route(
        "**/web/messages",
        lambda route: route.fulfill(body=history, content_type="application/json"),
    )
    become_hr(watched.page, watched.url)
    watched.page.reload(wait_until="networkidle")
    expect(watched.page.get_by_role("button", name="好")).to_be_visible()
    expect(watched.page.get_by_role("cell", name="2")).to_be_visible()
    watched.require_quiet()


def test_files_are_saved_from_a_page(watched: Watched) -> None:
    """They pass through the page's memory, which the policy must not forbid."""
    become_hr(watched.page, watched.url)
    watched.page.goto(f"{watched.url}/setup", wait_until="networkidle")
    watched.page.locator("#policy-show").click()
    with watched.page.expect_download() as download:
        watched.page.locator("#policy-save-file").click()
    assert download.value.suggested_filename.startswith("policy-")
    watched.require_quiet()


def test_the_api_is_documented_and_tried_from_our_own_files(watched: Watched) -> None:
    page = watched.page
    become_hr(page, watched.url)
    page.goto(f"{watched.url}/docs")
    page.locator("#operations-tag-setup").click()
    method = page.locator(".opblock-put").filter(has=page.locator("[data-path='/api/company']"))
    method.locator(".opblock-summary-control").click()
    method.get_by_role("button", name="Try it out").click()
    method.locator("textarea").fill('{"name": "新名"}')
    with page.expect_response("**/api/company") as answer:
        method.get_by_role("button", name="Execute").click()
    assert answer.value.status == 200
    watched.require_quiet()
