"""Slack: tokens, reachability, clock, scopes, Socket Mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
from slack_sdk.web.client import WebClient

from commands.doctor.finding import Finding, clock, note, ok, problem
from engine.settings import Settings

SUBJECT = "slack"
# docs/slack.md asks for these.
SCOPES = {
    "app_mentions:read",
    "chat:write",
    "files:read",
    "files:write",
    "im:history",
    "im:read",
    "im:write",
    "users:read",
    "users:read.email",
}


def check_slack(settings: Settings) -> Iterator[Finding]:
    if not settings.slack_bot_token:
        yield note(SUBJECT, "not_set_up")
        return
    if not (settings.slack_app_token or settings.slack_signing_secret):
        yield problem(SUBJECT, "no_way_in")
    try:
        yield from _bot(settings)
        if settings.slack_app_token:
            yield _socket_mode(settings)
    except httpx.HTTPError as error:
        yield problem(SUBJECT, "unreachable", why=error)


def _bot(settings: Settings) -> Iterator[Finding]:
    answer = _call(settings, "auth.test", settings.slack_bot_token)
    yield clock(SUBJECT, answer.headers.get("Date"))
    found = answer.json()
    if not found.get("ok"):
        yield problem(SUBJECT, "bot_refused", why=found.get("error"))
        return
    yield ok(SUBJECT, "bot_accepted", team=found.get("team_id"))
    granted = answer.headers.get("x-oauth-scopes")
    missing = sorted(SCOPES - set((granted or "").replace(" ", "").split(",")))
    if granted is None:
        yield note(SUBJECT, "scopes_unknown")
    elif missing:
        yield problem(SUBJECT, "scopes_missing", scopes=", ".join(missing))
    else:
        yield ok(SUBJECT, "scopes_granted")


def _socket_mode(settings: Settings) -> Finding:
    found: dict[str, Any] = _call(
        settings, "apps.connections.open", settings.slack_app_token
    ).json()
    if found.get("ok"):
        return ok(SUBJECT, "socket_open")
    return problem(SUBJECT, "socket_refused", why=found.get("error"))


def _call(settings: Settings, method: str, token: str) -> httpx.Response:
    base = settings.slack_api_url or WebClient.BASE_URL
    return httpx.post(f"{base}{method}", headers={"Authorization": f"Bearer {token}"}, timeout=10)
