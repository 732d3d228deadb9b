"""E-mail: codes to sign in with, and what somebody must learn wherever he can be reached."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Collection, Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage

from sqlalchemy import select

from assistant.notices import notice_line
from assistant.speech import LANGUAGES, Speech
from engine.queries.addresses import is_settled
from engine.settings import Settings
from engine.store.tables import ChannelIdentity, Employee
from engine.trust.notices import NoticeView
from engine.usecases.context import BudgetEngine
from engine.values.visible import one_line, visible

MAIL = "mail"
TIMEOUT = 15


class Mailer:
    """Sends by the company's own SMTP server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def works(self) -> bool:
        """Whether a server is set up at all."""
        return bool(self._settings.smtp_host)

    def send(self, to: str, subject: str, text: str) -> None:
        """Hand one message to the server, for that one address.

        Raises:
            OSError, smtplib.SMTPException: it was not taken, or is not one address.
        """
        settings, message = self._settings, EmailMessage()
        message["From"], message["To"] = settings.smtp_from, _only(to)
        message["Subject"] = one_line(subject)
        message.set_content(visible(text))
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT) as server:
            if settings.smtp_tls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
            server.send_message(message)


class MailCarrier:
    """Carries alerts by mail: to the address on file, and for some days to the one before."""

    name = MAIL

    def __init__(self, engine: BudgetEngine, mailer: Mailer) -> None:
        self._engine = engine
        self._mailer = mailer

    def reaches(self, person: str) -> bool:
        return bool(self._addresses(person))

    def carry(self, notices: Sequence[NoticeView]) -> Collection[int]:
        return [notice.id for notice in notices if not self._sent(notice)]

    def _sent(self, notice: NoticeView) -> bool:
        """Whether all of his addresses took it."""
        known = self._language(notice.person)
        said = [Speech(one) for one in ([known] if known else LANGUAGES)]
        subject = " / ".join(one.say("door.alert_subject") for one in said)
        text = "\n\n".join(notice_line(one, notice) for one in said)
        missed = 0
        for address in self._addresses(notice.person):
            try:
                self._mailer.send(address, subject, text)
            except (OSError, smtplib.SMTPException):
                missed += 1
        return missed == 0

    def _addresses(self, person: str) -> list[str]:
        now = self._engine.clock()
        with self._engine.database.reading() as session:
            found = session.scalar(select(Employee).where(Employee.emp_no == person))
            if found is None:
                return []
            before = None if is_settled(found, now) else found.email_before
            return [one for one in (found.email, before) if one]

    def _language(self, person: str) -> str | None:
        """The one that he spoke last in a chat tool."""
        with self._engine.database.reading() as session:
            return session.scalar(
                select(ChannelIdentity.language)
                .join(Employee, Employee.id == ChannelIdentity.employee_id)
                .where(Employee.emp_no == person, ChannelIdentity.language.is_not(None))
                .order_by(ChannelIdentity.linked_at.desc())
                .limit(1)
            )


def _only(address: str) -> Address:
    """One mailbox; a comma or a line end in it would be another."""
    try:
        return Address(addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        why = (550, b"not the address of one mailbox")
        raise smtplib.SMTPRecipientsRefused({address: why}) from error
