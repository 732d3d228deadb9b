"""A mail goes to one person, and has the headers that we gave it."""

from __future__ import annotations

import smtplib
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings

from channels.mail import Mailer
from engine.settings import Settings
from engine.values.visible import one_line, visible
from tests.peoples_words import words


class Server:
    """Keeps what it is given, instead of a company's."""

    sent: ClassVar[list[tuple[list[str], bytes]]] = []

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        pass

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_args: object) -> None:
        pass

    def send_message(self, message: EmailMessage) -> None:
        to = [one.addr_spec for one in message["To"].addresses]
        self.sent.append((to, message.as_bytes(policy=policy.SMTP)))


@pytest.fixture
def mailer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mailer:
    monkeypatch.setattr(smtplib, "SMTP", Server)
    Server.sent.clear()
    return Mailer(
        Settings(home=tmp_path, smtp_host="mail", smtp_from="peisuan@firm.example", smtp_tls=False)
    )


@pytest.mark.parametrize(
    "address",
    [
        "li@firm.example, eve@outside.example",
        "li@firm.example\r\nBcc: eve@outside.example",
        "li@firm.example\neve@outside.example",
        "Li <li@firm.example>",
        "li@firm.example;eve@outside.example",
        "",
        "li",
    ],
)
def test_an_address_of_several_or_of_none_gets_nothing(mailer: Mailer, address: str) -> None:
    with pytest.raises(smtplib.SMTPException):
        mailer.send(address, "您的登录码", "123456")
    assert Server.sent == []


@given(words)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
def test_words_are_the_text_and_add_no_header(mailer: Mailer, text: str) -> None:
    Server.sent.clear()
    mailer.send("li@firm.example", text, text)
    to, written = Server.sent[0]
    read = message_from_bytes(written, policy=policy.default)
    usual = {"From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
    assert to == ["li@firm.example"]
    assert set(read.keys()) == usual
    assert read.get_content_type() == "text/plain"
    assert read.get_content().replace("\r", "").rstrip("\n") == visible(text).rstrip("\n")
    assert "".join(str(read["Subject"]).split()) == "".join(one_line(text).split())
