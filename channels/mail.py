"""E-mail, for codes to sign in with."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage

from engine.settings import Settings

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
        """Hand one message to the server.

        Raises:
            OSError, smtplib.SMTPException: it was not taken.
        """
        settings, message = self._settings, EmailMessage()
        message["From"], message["To"], message["Subject"] = settings.smtp_from, to, subject
        message.set_content(text)
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT) as server:
            if settings.smtp_tls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
            server.send_message(message)
