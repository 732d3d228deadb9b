"""E-mail, for codes to sign in with."""

from __future__ import annotations

import smtplib
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage

from engine.settings import Settings
from engine.values.visible import one_line, visible

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


def _only(address: str) -> Address:
    """One mailbox; a comma or a line end in it would be another."""
    try:
        return Address(addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        why = (550, b"not the address of one mailbox")
        raise smtplib.SMTPRecipientsRefused({address: why}) from error
