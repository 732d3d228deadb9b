"""The page while the server cannot work: it says why, and goes on by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from commands import services
from commands.ports import free_port
from commands.supervising import Supervised
from engine.settings import Settings
from engine.store.database import Database
from engine.store.identity import become_another
from engine.store.tables import StoredMessage
from tests.conversation.browser import require_accessible, say, start_browser
from tests.emulators.rasa import heard, pause, stand_in
from tests.emulators.up import until

__all__ = ["start_browser"]
pytestmark = pytest.mark.long


@dataclass
class Installation:
    """The application and a stand-in for Rasa, as processes."""

    settings: Settings
    database: Database
    application: Supervised

    def start(self) -> None:
        self.application.start()
        until(self.application.service.answers)

    def crash(self) -> None:
        assert self.application.process is not None
        self.application.process.kill()
        self.application.process.wait()

    def texts(self) -> list[str]:
        """What was said, as it is kept."""
        with self.database.reading() as session:
            return [one["text"] for one in session.scalars(select(StoredMessage.content))]


@pytest.fixture(scope="module")
def installation(
    sample_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    home = tmp_path_factory.mktemp("away")
    (home / "store.sqlite").write_bytes(sample_file.read_bytes())
    database = Database(f"sqlite:///{home / 'store.sqlite'}")
    settings = Settings(
        home=home, database_url=database.url, port=free_port(), rasa_port=free_port()
    )
    rasa = Supervised(stand_in(settings))
    rasa.start()
    made = Installation(settings, database, Supervised(services.application(settings)))
    made.start()
    yield made
    made.application.end(10)
    rasa.end(10)
    database.dispose()


@pytest.fixture
def contexts(start_browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    made = {one: start_browser.new_context(locale=one) for one in ("zh-CN", "en-US")}
    yield made
    for context in made.values():
        context.close()


def page_of(installation: Installation, context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(installation.settings.application_url)
    return page


def become_worker(page: Page) -> None:
    page.locator("button[data-handle=worker]").click()
    expect(page.locator("#chat")).to_be_visible()


def test_what_was_said_is_answered_once_when_the_server_is_back(
    installation: Installation, contexts: dict[str, BrowserContext]
) -> None:
    page = page_of(installation, contexts["zh-CN"])
    become_worker(page)
    pause(installation.settings, 5)
    say(page, "你好")
    until(lambda: len(heard(installation.settings)) == 1)
    installation.crash()
    expect(page.locator("#away")).to_contain_text("现在连不上培算")
    pause(installation.settings, 0)
    installation.start()
    expect(page.locator("#chat")).to_contain_text("echo 你好", timeout=90_000)
    expect(page.locator("#away")).to_have_count(0)
    assert installation.texts() == ["你好"]


def test_a_store_that_was_replaced_is_told_in_both_languages_until_it_is_over(
    installation: Installation, contexts: dict[str, BrowserContext]
) -> None:
    inside = page_of(installation, contexts["zh-CN"])
    become_worker(inside)
    with installation.database.transaction() as session:
        become_another(session)
    say(inside, "预算还剩多少")
    for place in ("#away", "#chat"):
        expect(inside.locator(place)).to_contain_text("系统的数据在运行期间被整个换掉了")
    outside = page_of(installation, contexts["en-US"])
    expect(outside.locator("#away")).to_contain_text("restart it")
    expect(outside.locator("#away")).to_contain_text("goes away by itself")
    require_accessible(outside)
    installation.crash()
    expect(outside.locator("#away")).to_contain_text("restart it")
    installation.start()
    for page in (inside, outside):
        expect(page.locator("#away")).to_have_count(0, timeout=30_000)
        expect(page.locator("button[data-handle=worker]")).to_be_visible()
