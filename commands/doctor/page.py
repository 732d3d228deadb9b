"""The web page: the company's login, and the mail server that codes go out by."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator

import httpx

from commands.doctor.finding import Finding, clock, note, ok, problem
from engine.settings import Settings


def check_page(settings: Settings) -> Iterator[Finding]:
    yield from _login(settings)
    yield from _mail(settings)


def _login(settings: Settings) -> Iterator[Finding]:
    if not settings.oidc_issuer:
        yield note("login", "none")
        return
    url = f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration"
    try:
        answer = httpx.get(url, timeout=10)
        issuer = answer.raise_for_status().json()["issuer"]
    except (httpx.HTTPError, ValueError, KeyError) as error:
        yield problem("login", "wrong", address=url, why=repr(error))
        return
    yield clock("login", answer.headers.get("Date"))
    if issuer != settings.oidc_issuer:
        yield problem("login", "other_issuer", issuer=issuer)
    else:
        yield ok("login", "well", back=f"{settings.address}/web/sign-in/company/return")


def _mail(settings: Settings) -> Iterator[Finding]:
    if not settings.smtp_host:
        yield note("mail", "none")
        return
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=10) as server:
            if settings.smtp_tls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
    except (OSError, smtplib.SMTPException) as error:
        yield problem("mail", "refused", why=repr(error))
        return
    yield ok("mail", "well")
