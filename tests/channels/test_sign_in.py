"""Signing in to a company's page: codes by mail and from HR, the company's login, signing out."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from fastapi import HTTPException
from fastapi.testclient import TestClient
from sqlalchemy import update

from application.app import create_app
from channels.sign_in import Asking, CodeWanted
from commands.ports import free_port
from engine.api.counted_tries import CountedTries
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import StoreInfo
from engine.usecases.identities import Account
from engine.usecases.store import employee_number
from engine.values.errors import NotFound
from tests.codes import link_code, link_person, sign_in_code
from tests.emulators import dingtalk, oidc
from tests.emulators.dingtalk import DingTalkEmulator
from tests.emulators.installation import emulated, emulators
from tests.emulators.oidc import OidcEmulator
from tests.emulators.server import wait_for
from tests.emulators.slack import SlackEmulator

WANTED = CodeWanted(person="E000001", language="zh")


class Mailbox(Message):  # type: ignore[misc]
    """A real SMTP server that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[tuple[str, str]] = []

    def handle_message(self, message: Any) -> None:
        self.letters.append((message["To"], message.get_payload(decode=True).decode()))


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    mailbox, port = Mailbox(), free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    yield mailbox, port
    server.stop()


@pytest.fixture(scope="module")
def login() -> Iterator[OidcEmulator]:
    emulator = OidcEmulator()
    yield emulator
    emulator.stop()


@pytest.fixture(scope="module")
def tools() -> Iterator[tuple[DingTalkEmulator, SlackEmulator]]:
    with emulators() as both:
        yield both


@pytest.fixture
def client(
    sample_store: Database,
    tmp_path: Path,
    mailbox: tuple[Mailbox, int],
    login: OidcEmulator,
    tools: tuple[DingTalkEmulator, SlackEmulator],
) -> Iterator[TestClient]:
    """The page of a company's own store: nobody can be chosen."""
    with sample_store.transaction() as session:
        session.execute(update(StoreInfo).values(kind="company"))
    settings = Settings(
        home=tmp_path / "home",
        database_url=sample_store.url,
        rasa_port=free_port(),
        public_url="http://testserver",
        smtp_host="127.0.0.1",
        smtp_port=mailbox[1],
        smtp_tls=False,
        smtp_from="peisuan@company.example",
        dingtalk_corp_id=dingtalk.CORP,
        dingtalk_login_url=tools[0].url,
        **emulated(*tools),
        oidc_issuer=login.url,
        oidc_client_id=oidc.CLIENT_ID,
        oidc_client_secret=oidc.CLIENT_SECRET,
    )
    login.claims, login.wrong_nonce = {}, False
    with TestClient(create_app(settings)) as client:
        yield client


def session(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/web/session").json()
    return found


def post(client: TestClient, path: str, **body: str) -> httpx.Response:
    headers = {"X-CSRF-Token": session(client)["csrf"]}
    return client.post(f"/web/sign-in{path}", json=body, headers=headers)


def test_a_code_by_mail_signs_in(
    client: TestClient, mailbox: tuple[Mailbox, int], sample_store: Database
) -> None:
    number = employee_number(sample_store, "worker")
    assert post(client, "/code", person=number).status_code == 202
    to, text = wait_for(lambda: mailbox[0].letters, what="a letter")[0]
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", text)
    assert found is not None
    assert to == f"{number.lower()}@peisuan.example"
    assert post(client, "", code=found[0]).status_code == 200
    assert session(client)["person"] == number


def test_the_answer_does_not_tell_whether_there_is_such_a_person(client: TestClient) -> None:
    answers = [post(client, "/code", person=person) for person in ("E000001", "E999999")]
    assert answers[0].json() == answers[1].json()
    assert answers[0].status_code == answers[1].status_code


def test_a_code_that_the_operator_printed_signs_in(client: TestClient) -> None:
    engine = client.app.state.engine  # type: ignore[attr-defined]
    assert post(client, "", code=sign_in_code(engine, "worker")).status_code == 200


def test_a_code_for_a_chat_account_signs_nobody_in(client: TestClient) -> None:
    engine = client.app.state.engine  # type: ignore[attr-defined]
    assert post(client, "", code=link_code(engine, "worker")).status_code == 404
    assert session(client)["person"] is None


def test_wrong_codes_are_refused_and_counted(client: TestClient) -> None:
    found = [post(client, "", code=f"ABCD-23{n}{n}").status_code for n in range(2, 10)]
    found += [post(client, "", code="ABCD-2345").status_code for _ in range(3)]
    assert found == [404] * 10 + [429]
    assert session(client)["person"] is None


def test_what_fails_is_in_the_log(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """From where, and not which code."""
    with caplog.at_level(logging.WARNING):
        post(client, "", code="ABCD-2345")
    assert "a wrong code to sign in came from testclient" in caplog.messages
    assert "2345" not in caplog.text


def test_wrong_codes_at_once_are_no_more_tries(client: TestClient) -> None:
    sign_in = client.app.state.sign_in  # type: ignore[attr-defined]

    def tried(number: int) -> bool:
        """Whether the code was looked for at all."""
        try:
            sign_in.redeem(f"ABCD-{number + 2222}", "10.0.0.1")
        except HTTPException:
            return False
        except NotFound:
            return True
        raise AssertionError("it is nobody's")

    with ThreadPoolExecutor(30) as at_once:
        assert sum(at_once.map(tried, range(60))) == 10


def test_two_processes_count_wrong_codes_together(either_store: Database) -> None:
    """Also where many are tried at once."""
    one, other = (CountedTries(either_store, "10/hour", "wrong codes") for _ in range(2))
    with ThreadPoolExecutor(8) as at_once:
        taken = at_once.map(lambda n: (one, other)[n % 2].take("10.0.0.1") == 0, range(40))
        assert sum(taken) == 10
    one.give_back("10.0.0.1")
    assert (other.take("10.0.0.1"), other.take("10.0.0.2")) == (0, 0)
    assert one.take("10.0.0.1") > 0


def test_one_address_asks_for_codes_of_so_many_people_and_no_more(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in = client.app.state.sign_in  # type: ignore[attr-defined]
    limits = CountedTries(sign_in._engine.database, "3/hour", "codes asked for")
    monkeypatch.setattr(sign_in, "_asked", limits)
    found = [post(client, "/code", person=f"E00000{n}") for n in range(4)]
    assert [one.status_code for one in found] == [202, 202, 202, 429]
    assert int(found[-1].headers["Retry-After"]) > 0


def test_who_asks_for_somebodys_codes_leaves_him_his_own(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in, sent = client.app.state.sign_in, []  # type: ignore[attr-defined]

    async def send_asked(person: str, language: str, browser: str) -> None:
        sent.append(person)

    monkeypatch.setattr(sign_in._inviting, "send_asked", send_asked)
    for _ in range(20):
        asyncio.run(sign_in.send_code(WANTED, Asking("192.0.2.1", "browser", False)))
    assert len(sent) == 5
    asyncio.run(sign_in.send_code(WANTED, Asking("192.0.2.2", "browser", False)))
    assert len(sent) == 6


def test_from_many_addresses_nobody_is_sent_more_than_that(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in, sent = client.app.state.sign_in, []  # type: ignore[attr-defined]

    async def send_asked(person: str, language: str, browser: str) -> None:
        sent.append(person)

    monkeypatch.setattr(sign_in._inviting, "send_asked", send_asked)
    for at in range(40):
        asyncio.run(sign_in.send_code(WANTED, Asking(f"192.0.2.{at}", "browser", False)))
    assert len(sent) == 30
    asyncio.run(sign_in.send_code(WANTED, Asking("192.0.2.99", "browser", True)))
    assert len(sent) == 31


def test_a_browser_knows_who_signed_in_there_and_nobody_else(client: TestClient) -> None:
    engine, sign_in = client.app.state.engine, client.app.state.sign_in  # type: ignore[attr-defined]
    number = employee_number(engine.database, "worker")
    asked: list[bool] = []

    async def send_code(wanted: CodeWanted, asking: Asking) -> None:
        asked.append(asking.is_known)

    sign_in.send_code = send_code
    post(client, "/code", person=number)
    post(client, "", code=sign_in_code(engine, "worker"))
    headers = {"X-CSRF-Token": session(client)["csrf"]}
    left = client.delete("/web/sign-in", headers=headers)
    assert "cookies" not in left.headers["Clear-Site-Data"]
    post(client, "/code", person=number)
    post(client, "/code", person="E000001")
    client.cookies.set("known", client.cookies["known"] + "x")
    post(client, "/code", person=number)
    assert asked == [False, True, False, False]


def test_a_code_asked_for_here_signs_nobody_in_elsewhere(
    client: TestClient, mailbox: tuple[Mailbox, int], sample_store: Database
) -> None:
    post(client, "/code", person=employee_number(sample_store, "worker"))
    text = wait_for(lambda: mailbox[0].letters, what="a letter")[0][1]
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", text)
    assert code is not None
    elsewhere = TestClient(client.app)
    assert post(elsewhere, "", code=code[0]).status_code == 404
    assert post(client, "", code=code[0]).status_code == 200


def test_codes_ask_for_the_pages_token(client: TestClient) -> None:
    session(client)
    answer = client.post("/web/sign-in", json={"code": "ABCD-2345"})
    assert answer.status_code == 403


def test_signing_in_changes_the_pages_token(client: TestClient, sample_store: Database) -> None:
    before = session(client)["csrf"]
    engine = client.app.state.engine  # type: ignore[attr-defined]
    code = sign_in_code(engine, "worker")
    post(client, "", code=code)
    assert session(client)["csrf"] != before


def test_signing_out(client: TestClient) -> None:
    engine = client.app.state.engine  # type: ignore[attr-defined]
    post(client, "", code=sign_in_code(engine, "worker"))
    headers = {"X-CSRF-Token": session(client)["csrf"]}
    assert client.delete("/web/sign-in", headers=headers).status_code == 200
    assert session(client)["person"] is None


def through_the_login(client: TestClient) -> str:
    """Go to the login and come back; where one ends."""
    there = client.get("/web/sign-in/company", follow_redirects=False)
    back = httpx.get(there.headers["Location"], follow_redirects=False)
    end = client.get(back.headers["Location"], follow_redirects=False)
    return end.headers["Location"]


def test_the_companys_login_knows_the_number(
    client: TestClient, login: OidcEmulator, sample_store: Database
) -> None:
    login.claims = {"employee_number": employee_number(sample_store, "hr")}
    assert through_the_login(client) == "/"
    assert session(client)["person"] == employee_number(sample_store, "hr")


def test_the_companys_login_knows_the_address(
    client: TestClient, login: OidcEmulator, sample_store: Database
) -> None:
    number = employee_number(sample_store, "worker")
    login.claims = {"email": f"{number}@peisuan.example", "email_verified": True}
    assert through_the_login(client) == "/"
    assert session(client)["person"] == number


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "e000020@peisuan.example", "email_verified": False},
        {"email": "e000020@peisuan.example"},
        {"email": "e000020@peisuan.example", "email_verified": "true"},
        {"email": "nobody@peisuan.example", "email_verified": True},
        {"employee_number": "hr"},
        {},
    ],
)
def test_whom_the_login_does_not_vouch_for_stays_outside(
    client: TestClient, login: OidcEmulator, claims: dict[str, Any]
) -> None:
    login.claims = claims
    assert through_the_login(client) == "/?refused=1"
    assert session(client)["person"] is None


def test_an_answer_that_was_not_asked_for_is_refused(
    client: TestClient, login: OidcEmulator
) -> None:
    login.claims, login.wrong_nonce = {"employee_number": "E000020"}, True
    assert through_the_login(client) == "/?refused=1"
    forged = client.get("/web/sign-in/company/return?code=x&state=y", follow_redirects=False)
    assert forged.headers["Location"] == "/?refused=1"


def through_dingtalk(client: TestClient) -> str:
    there = client.get("/web/sign-in/dingtalk", follow_redirects=False)
    back = httpx.get(there.headers["Location"], follow_redirects=False)
    end = client.get(back.headers["Location"], follow_redirects=False)
    return end.headers["Location"]


def test_dingtalk_lets_its_members_in(
    client: TestClient, tools: tuple[DingTalkEmulator, SlackEmulator], sample_store: Database
) -> None:
    number = employee_number(sample_store, "worker")
    tools[0].members["u7"] = {"job_number": number}
    tools[0].visitor = "u7"
    assert through_dingtalk(client) == "/"
    assert session(client)["person"] == number


@pytest.mark.parametrize("member", [{}, {"job_number": "E000020", "outside": True}])
def test_dingtalk_lets_nobody_else_in(
    client: TestClient,
    tools: tuple[DingTalkEmulator, SlackEmulator],
    member: dict[str, Any],
) -> None:
    tools[0].members["u8"], tools[0].visitor = member, "u8"
    assert through_dingtalk(client) == "/?refused=1"
    assert session(client)["person"] is None


def test_a_return_from_dingtalk_that_was_not_asked_for_is_refused(client: TestClient) -> None:
    session(client)
    answer = client.get(
        "/web/sign-in/dingtalk/return?authCode=code-u7&state=x", follow_redirects=False
    )
    assert answer.headers["Location"] == "/?refused=1"


def test_a_code_goes_to_the_linked_chat_account(
    client: TestClient, tools: tuple[DingTalkEmulator, SlackEmulator], sample_store: Database
) -> None:
    engine = client.app.state.engine  # type: ignore[attr-defined]
    link_person(engine, Account("dingtalk", dingtalk.CORP, "u-sales"), "sales-head")
    post(client, "/code", person=employee_number(sample_store, "sales-head"))
    text = wait_for(tools[0].texts, what="a message")[-1]
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", text)
    assert found is not None
    assert post(client, "", code=found[0]).status_code == 200


def test_right_codes_lock_nobody_out(client: TestClient) -> None:
    engine = client.app.state.engine  # type: ignore[attr-defined]
    found = [post(client, "", code=sign_in_code(engine, "worker")).status_code for _ in range(12)]
    assert found == [200] * 12


def test_a_lockout_says_for_how_long(client: TestClient) -> None:
    for _ in range(10):
        post(client, "", code="ABCD-2345")
    refused = post(client, "", code="ABCD-2345")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] in refused.json()["detail"]
