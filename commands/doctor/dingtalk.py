"""DingTalk: keys, reachability, clock, permissions, Stream, the month's quota."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from channels.dingtalk.messages import CHANNEL
from channels.usage import Usage
from commands.doctor.finding import Finding, clock, note, ok, problem
from engine.settings import Settings
from engine.store.database import Database

# Of the standard edition, a month.
CALLS, MESSAGES = 5_000, 3_000
NEARLY = 0.8


def check_dingtalk(settings: Settings) -> Iterator[Finding]:
    if not settings.dingtalk_client_id:
        yield note(CHANNEL, "not_set_up")
        return
    yield from _settings(settings)
    with httpx.Client(timeout=10) as http:
        token, found = _token(http, settings)
        yield from found
        if token:
            yield from _directory(http, settings, token)
            if not settings.dingtalk_http:
                yield _stream(http, settings)
    yield from _quota(settings)


def _settings(settings: Settings) -> Iterator[Finding]:
    if not settings.dingtalk_client_secret:
        yield problem(CHANNEL, "secret_missing")
    if not settings.dingtalk_card_template:
        yield note(CHANNEL, "no_card_template")
    if not settings.dingtalk_corp_id:
        yield note(CHANNEL, "no_corp_id")


def _token(http: httpx.Client, settings: Settings) -> tuple[str, list[Finding]]:
    asked = {
        "appKey": settings.dingtalk_client_id,
        "appSecret": settings.dingtalk_client_secret,
    }
    try:
        answer = http.post(f"{settings.dingtalk_api_url}/v1.0/oauth2/accessToken", json=asked)
    except httpx.HTTPError as error:
        address = settings.dingtalk_api_url
        return "", [problem(CHANNEL, "unreachable", address=address, why=error)]
    found = [clock(CHANNEL, answer.headers.get("Date"))]
    token = str(_json(answer).get("accessToken") or "")
    if token:
        return token, [*found, ok(CHANNEL, "keys_accepted")]
    return "", [*found, problem(CHANNEL, "keys_refused", why=_said(answer))]


def _directory(http: httpx.Client, settings: Settings, token: str) -> Iterator[Finding]:
    answer = http.post(
        f"{settings.dingtalk_old_api_url}/topapi/v2/department/listsub",
        params={"access_token": token},
        json={"dept_id": 1},
    )
    if _json(answer).get("errcode") == 0:
        yield ok(CHANNEL, "directory_read")
    else:
        yield problem(CHANNEL, "directory_closed", why=_said(answer))


def _stream(http: httpx.Client, settings: Settings) -> Finding:
    asked = {
        "clientId": settings.dingtalk_client_id,
        "clientSecret": settings.dingtalk_client_secret,
        "subscriptions": [{"type": "CALLBACK", "topic": "/v1.0/im/bot/messages/get"}],
        "ua": "peisuan-doctor",
        "localIp": "",
    }
    answer = http.post(f"{settings.dingtalk_api_url}/v1.0/gateway/connections/open", json=asked)
    if _json(answer).get("ticket"):
        return ok(CHANNEL, "stream_open")
    return problem(CHANNEL, "stream_refused", why=_said(answer))


def _quota(settings: Settings) -> Iterator[Finding]:
    database = Database(settings.store_url)
    try:
        usage = Usage(database, CHANNEL)
        for kind, most in (("call", CALLS), ("message", MESSAGES)):
            used = usage.used(kind)
            level = note if used > NEARLY * most else ok
            yield level(CHANNEL, f"{kind}s_used", used=used, most=most)
    finally:
        database.dispose()


def _json(answer: httpx.Response) -> dict[str, object]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _said(answer: httpx.Response) -> str:
    found = _json(answer)
    words = [found.get(name) for name in ("code", "message", "errcode", "errmsg", "sub_msg")]
    return " ".join(str(word) for word in words if word) or f"HTTP {answer.status_code}"
