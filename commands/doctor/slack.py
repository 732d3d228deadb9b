"""Slack: tokens, reachability, clock, scopes, Socket Mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
from slack_sdk.web.client import WebClient

from commands.doctor.finding import Finding, clock, note, ok, problem
from engine.settings import Settings

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
        yield note("slack", "not set up (PEISUAN_SLACK_BOT_TOKEN; see docs/slack.md)")
        return
    if not (settings.slack_app_token or settings.slack_signing_secret):
        yield problem(
            "slack",
            "neither PEISUAN_SLACK_APP_TOKEN (Socket Mode) nor "
            "PEISUAN_SLACK_SIGNING_SECRET (HTTP events) is set: nothing can come in",
        )
    try:
        yield from _bot(settings)
        if settings.slack_app_token:
            yield _socket_mode(settings)
    except httpx.HTTPError as error:
        yield problem("slack", f"Slack cannot be reached ({error}). Is there a firewall?")


def _bot(settings: Settings) -> Iterator[Finding]:
    answer = _call(settings, "auth.test", settings.slack_bot_token)
    yield clock("slack", answer.headers.get("Date"))
    found = answer.json()
    if not found.get("ok"):
        yield problem(
            "slack",
            f"the bot token is refused ({found.get('error')}). Take it from "
            "“OAuth & Permissions” of the app, after installing it.",
        )
        return
    yield ok("slack", f"the bot token is accepted (team {found.get('team_id')})")
    granted = answer.headers.get("x-oauth-scopes")
    missing = sorted(SCOPES - set((granted or "").replace(" ", "").split(",")))
    if granted is None:
        yield note("slack", "the answer names no scopes; they were not compared")
    elif missing:
        yield problem(
            "slack",
            f"scopes are missing: {', '.join(missing)}. Add them and install the app again.",
        )
    else:
        yield ok("slack", "all scopes are granted")


def _socket_mode(settings: Settings) -> Finding:
    found: dict[str, Any] = _call(
        settings, "apps.connections.open", settings.slack_app_token
    ).json()
    if found.get("ok"):
        return ok("slack", "Socket Mode is open")
    return problem(
        "slack",
        f"Socket Mode is refused ({found.get('error')}). Turn it on, and make "
        "an app-level token with connections:write.",
    )


def _call(settings: Settings, method: str, token: str) -> httpx.Response:
    base = settings.slack_api_url or WebClient.BASE_URL
    return httpx.post(f"{base}{method}", headers={"Authorization": f"Bearer {token}"}, timeout=10)
