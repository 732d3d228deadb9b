"""Signing in to a company's own page, in a real Chromium on a phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from commands.ports import free_port
from commands.stack import running_application
from engine.policy import load_policy
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import Employee, StoreInfo
from engine.trust.sessions import LOGIN, Lifetimes, Sessions
from engine.usecases.access.tokens import make_token
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Account
from engine.usecases.setup.roles import give_role
from tests.codes import link_person, sign_in_code
from tests.conversation.browser import require_accessible, start_browser

__all__ = ["start_browser"]


@dataclass
class OwnPage:
    """The page of a company's own store, and its engine."""

    url: str
    engine: BudgetEngine

    def code(self, person: str) -> str:
        return sign_in_code(self.engine, person)

    @property
    def sessions(self) -> Sessions:
        lifetimes = Lifetimes(idle=timedelta(hours=1), longest=timedelta(hours=12))
        return Sessions(self.engine.database, lambda: datetime.now(UTC), lifetimes)

    def number(self, handle: str) -> str:
        with self.engine.database.reading() as session:
            return session.scalars(select(Employee.emp_no).where(Employee.handle == handle)).one()


@pytest.fixture(scope="module")
def own(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnPage]:
    home = tmp_path_factory.mktemp("own")
    shutil.copy(sample_file, home / "store.sqlite")
    database = Database(f"sqlite:///{home / 'store.sqlite'}")
    with database.transaction() as session:
        session.execute(update(StoreInfo).values(kind="company"))
    settings = Settings(
        home=home,
        database_url=database.url,
        port=free_port(),
        rasa_port=free_port(),
        oidc_issuer="http://127.0.0.1:9",
    )
    with running_application(settings):
        yield OwnPage(settings.application_url, BudgetEngine(database, load_policy()))
    database.dispose()


@pytest.fixture
def page(own: OwnPage, start_browser: Browser) -> Iterator[Page]:
    context = start_browser.new_context(
        locale="zh-CN", viewport={"width": 390, "height": 844}, has_touch=True
    )
    page = context.new_page()
    page.goto(own.url)
    yield page
    context.close()


def test_a_person_signs_in_by_a_code_and_out_again(page: Page, own: OwnPage) -> None:
    code = own.code("worker")
    expect(page.locator("#sign-in")).to_be_visible()
    expect(page.locator("#company")).to_be_visible()
    expect(page.locator("#people")).to_be_hidden()
    require_accessible(page)
    page.locator("#code").fill("ABCD-2345")
    page.locator("#enter").click()
    expect(page.locator("#answer")).to_contain_text("不对")
    page.locator("#code").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.locator("#chat")).to_be_visible()
    expect(page.locator("#who")).not_to_be_empty()
    page.reload()
    expect(page.locator("#chat")).to_be_visible()
    page.locator("#switch").click()
    expect(page.locator("#sign-in")).to_be_visible()


def test_asking_for_a_code_says_the_same_to_everybody(page: Page) -> None:
    page.locator("#number").fill("E999999")
    page.locator("#send-code").click()
    expect(page.locator("#answer")).to_contain_text("如果有这个工号")
    expect(page.locator("#code")).to_be_focused()
    page.locator("#language").click()
    expect(page.locator("#sign-in-title")).to_have_text("Please sign in")


def test_hr_sees_who_is_linked_hands_out_codes_and_unlinks(page: Page, own: OwnPage) -> None:
    engine = own.engine
    link_person(engine, Account("dingtalk", "corp", "u-worker"), "worker")
    page.locator("#code").fill(own.code("hr"))
    page.locator("#enter").click()
    page.locator("#accounts").click()
    row = page.locator("#links tr", has_text="u-worker")
    expect(row).to_contain_text("u-worker")
    require_accessible(page)
    page.locator("#number").fill("E000050")
    page.locator("#make-code").click()
    expect(page.locator("#answer strong")).to_have_text(re.compile(r"^[A-Z2-9]{4}-[A-Z2-9]{4}$"))
    page.locator("#number").fill("E000001")
    page.locator("#make-code").click()
    expect(page.locator("#answer")).to_contain_text("./peisuan link E000001")
    page.on("dialog", lambda dialog: dialog.accept())
    row.get_by_role("button").click()
    expect(page.locator("#links .none")).to_be_visible()


def test_sessions_tokens_and_days_of_roles_are_seen_and_ended(page: Page, own: OwnPage) -> None:
    """By HR for its people; roles by who may take them."""
    engine, elsewhere = own.engine, own.sessions.begin(own.number("worker"), LOGIN)
    engine.perform_as_operator(make_token, "worker", "payroll program", 90)
    today = engine.today()
    engine.perform_as_operator(give_role, "worker", "auditor", until=today)
    page.locator("#code").fill(own.code("hr"))
    page.locator("#enter").click()
    page.locator("#accounts").click()
    page.locator("body[data-ready=yes]").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    require_accessible(page)
    expect(page.locator("#sessions tr", has_text="就是这个网页")).to_have_count(1)
    expect(page.locator("#roles tr", has_text="审计").last).to_contain_text(str(today))
    session = page.locator("#sessions tr", has_text="公司账号")
    session.get_by_role("button").click()
    expect(session).to_have_count(0)
    assert own.sessions.find(elsewhere) is None
    page.locator("#tokens tr", has_text="payroll program").get_by_role("button").click()
    expect(page.locator("#tokens .none")).to_be_visible()
    page.get_by_role("button", name="退出我在所有地方的登录").click()
    expect(page.locator("#sign-in")).to_be_visible()


def test_others_see_themselves_and_hand_out_nothing(page: Page, own: OwnPage) -> None:
    page.locator("#code").fill(own.code("worker"))
    page.locator("#enter").click()
    page.locator("#accounts").click()
    page.locator("body[data-ready=yes]").wait_for()
    expect(page.locator("#make")).to_be_hidden()
