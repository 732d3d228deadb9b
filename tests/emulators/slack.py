"""Slack's Web API and Socket Mode, as documented, with the faults that happen there."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.emulators.server import Emulator, wait_for

TEAM = "T0001"
APP_TOKEN, BOT_TOKEN = "xapp-1-emulator", "xoxb-emulator"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BOT_USER = "UBOT"


@dataclass
class Call:
    """Something the app asked for, and when (seconds of the monotonic clock)."""

    method: str
    args: dict[str, Any]
    at: float = field(default_factory=time.monotonic)


@dataclass
class Faults:
    """What goes wrong next: calls answered with 429, or with an error, by method."""

    rate_limited: dict[str, int] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


class SlackEmulator(Emulator):
    """One team. `calls` is what the app asked for, `acks` the envelopes it acknowledged, and when."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.acks: dict[str, float] = {}
        self.uploads: dict[str, bytes] = {}
        # What people shared, by the file's id: what Slack knows of it, and the content.
        self.shared: dict[str, tuple[dict[str, Any], bytes]] = {}
        self.users: dict[str, dict[str, Any]] = {}
        self.faults = Faults()
        self.scopes = (
            "app_mentions:read,chat:write,files:read,files:write,im:history,im:read,im:write,"
            "users:read,users:read.email"
        )
        self._sockets: list[web.WebSocketResponse] = []
        self._numbers = itertools.count(1)
        super().__init__()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", "/api/{method}", self._api)
        router.add_post("/upload/{file}", self._upload)
        router.add_get("/files-pri/{file}/download/{name}", self._download)
        router.add_get("/socket", self._socket)

    # What a test does and sees.

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def connected(self) -> bool:
        return any(not socket.closed for socket in self._sockets)

    def said(self, user: str, text: str, **changes: Any) -> dict[str, Any]:
        """The body of an event: somebody writes to the app directly."""
        number = next(self._numbers)
        event = {
            "type": "message",
            "channel_type": "im",
            "channel": f"D{user}",
            "user": user,
            "text": text,
            "ts": f"1700000000.{number:06d}",
            "team": TEAM,
            **changes,
        }
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A1",
            "event_id": f"Ev{number}",
            "event": {key: value for key, value in event.items() if value is not None},
        }

    def shared_file(
        self, name: str, content: bytes, mimetype: str = "text/csv", only_id: bool = False
    ) -> dict[str, Any]:
        """A file as an event has it: `only_id` where another team shared it."""
        number = f"F{next(self._numbers)}"
        address = f"{self.url}/files-pri/{number}/download/{name}"
        known = {
            "id": number,
            "name": name,
            "mimetype": mimetype,
            "size": len(content),
            "mode": "hosted",
            "url_private": address,
            "url_private_download": address,
        }
        self.shared[number] = (known, content)
        return {"id": number, "file_access": "check_file_info"} if only_id else known

    def send(self, body: dict[str, Any], kind: str = "events_api") -> str:
        """Hand it to the app in an envelope; the envelope's id."""
        wait_for(lambda: self.connected, what="a Socket Mode connection")
        envelope = f"env-{next(self._numbers)}"
        message = {"type": kind, "envelope_id": envelope, "payload": body}
        self.call(self._open_socket().send_str(json.dumps(message)))
        return envelope

    def press(self, user: str, button: dict[str, Any], posted: Call) -> str:
        """Somebody presses a button of a message."""
        return self.send(
            {
                "type": "block_actions",
                "team": {"id": TEAM},
                "user": {"id": user, "team_id": TEAM},
                "api_app_id": "A1",
                "channel": {"id": posted.args["channel"]},
                "message": {"ts": "1700000001.000001", "blocks": posted.args["blocks"]},
                "actions": [{**button, "type": "button", "block_id": "b", "action_ts": "1"}],
            },
            "interactive",
        )

    def drop_connections(self) -> None:
        """The connection breaks, without a word."""
        for socket in self._sockets:
            if not socket.closed:
                self.call(socket.close())

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def posted(self) -> list[str]:
        return [call.args["text"] for call in self.of("chat.postMessage")]

    # The protocol.

    def _open_socket(self) -> web.WebSocketResponse:
        return next(socket for socket in reversed(self._sockets) if not socket.closed)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=None)
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": 1})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self.acks[json.loads(message.data)["envelope_id"]] = time.monotonic()
        return socket

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if self.faults.rate_limited.get(method, 0) > 0:
            self.faults.rate_limited[method] -= 1
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}
            )
        expected = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if request.headers.get("Authorization") != f"Bearer {expected}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        args = await _arguments(request)
        self.calls.append(Call(method, args))
        if error := self.faults.errors.get(method):
            return web.json_response({"ok": False, "error": error})
        if method == "files.info" and (refusal := self._not_told(args["file"])):
            return web.json_response({"ok": False, "error": refusal})
        if problem := _over_the_limits(args):
            return web.json_response({"ok": False, "error": problem})
        headers = {"x-oauth-scopes": self.scopes}
        return web.json_response({"ok": True, **self._answer(method, args)}, headers=headers)

    def _answer(self, method: str, args: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        if method == "auth.test":
            return {"team_id": TEAM, "user_id": BOT_USER, "bot_id": "B1", "url": self.url}
        if method == "apps.connections.open":
            return {"url": f"ws://127.0.0.1:{self.port}/socket"}
        if method == "users.info":
            return {"user": {"id": args["user"], "team_id": TEAM, **self._user(args["user"])}}
        if method == "files.info":
            return {"file": self.shared[args["file"]][0]}
        if method == "conversations.open":
            return {"channel": {"id": f"D{args['users']}"}}
        if method == "files.getUploadURLExternal":
            return {"upload_url": f"{self.url}/upload/F{number}", "file_id": f"F{number}"}
        if method == "files.completeUploadExternal":
            return {"files": [{"id": "F", "title": "file"}]}
        return {"ts": f"1700000002.{number:06d}", "channel": args.get("channel")}

    def _user(self, user: str) -> dict[str, Any]:
        return self.users.get(user, {"profile": {}, "locale": "zh-CN"})

    def _not_told(self, file: str) -> str | None:
        if "files:read" not in self.scopes.split(","):
            return "missing_scope"
        return None if file in self.shared else "file_not_found"

    async def _download(self, request: web.Request) -> web.Response:
        """Who may not have it gets, with 200, the page where people sign in."""
        may = request.headers.get("Authorization") == f"Bearer {BOT_TOKEN}"
        if not may or "files:read" not in self.scopes.split(","):
            return web.Response(text="<!DOCTYPE html>sign in", content_type="text/html")
        if (found := self.shared.get(request.match_info["file"])) is None:
            return web.Response(status=404)
        return web.Response(body=found[1], content_type=found[0]["mimetype"])

    async def _upload(self, request: web.Request) -> web.Response:
        await asyncio.sleep(0)
        self.uploads[request.match_info["file"]] = await request.read()
        return web.Response(text="OK")


async def _arguments(request: web.Request) -> dict[str, Any]:
    """From the address, and JSON or a form; structured arguments of a form are JSON."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return {**given, **await request.json()}
    if request.method == "POST":
        given.update(await request.post())
    return {key: _plain(str(value)) for key, value in given.items()}


def _plain(value: str) -> Any:
    return json.loads(value) if value[:1] in "[{" else value


def _over_the_limits(args: dict[str, Any]) -> str | None:
    """What Slack refuses of a message that is too large."""
    blocks = args.get("blocks") or []
    if len(blocks) > 50:
        return "invalid_blocks"
    for block in blocks:
        if block["type"] == "section" and len(block["text"]["text"]) > 3_000:
            return "invalid_blocks"
        buttons = block.get("elements", []) if block["type"] == "actions" else []
        if len(buttons) > 25 or any(len(one["text"]["text"]) > 75 for one in buttons):
            return "invalid_blocks"
    return None
