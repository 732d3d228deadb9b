"""DingTalk's gateway, robot, cards, media and directory, as documented, with their faults."""

from __future__ import annotations

import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.emulators.server import Emulator, wait_for

CLIENT_ID, CLIENT_SECRET = "dingemulator", "emulator-secret"
CORP = "dingcorp"
MESSAGES = "/v1.0/im/bot/messages/get"
CARDS = "/v1.0/card/instances/callback"


@dataclass
class Call:
    """Something the app asked for, and when (seconds of the monotonic clock)."""

    path: str
    body: dict[str, Any]
    at: float = field(default_factory=time.monotonic)


@dataclass
class Faults:
    """What goes wrong: members under flow control, the next calls that a path refuses, and how
    many of the next connections are answered with a page (a proxy's, say) in place of one."""

    flow_controlled: set[str] = field(default_factory=set)
    refused: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    pages: int = 0


class DingTalkEmulator(Emulator):
    """One organisation. `calls` is what the app asked for, `acks` the frames it acknowledged."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.acks: dict[str, dict[str, Any]] = {}
        self.acknowledged_at: dict[str, float] = {}
        self.media: dict[str, bytes] = {}
        self.members: dict[str, dict[str, Any]] = {}
        self.departments: dict[int, list[dict[str, Any]]] = {}
        self.faults = Faults()
        self.connections = 0
        # How many uploads are refused next, as too many.
        self.media_failures = 0
        # What members sent to the robot, by download code.
        self.sent_files: dict[str, bytes] = {}
        # How many addresses of files are out of date next, when they are asked for.
        self.late_addresses = 0
        self._addresses: dict[str, bytes] = {}
        # Who logs in next, by his id in the organisation.
        self.visitor = ""
        self._tokens: set[str] = set()
        self._tickets: set[str] = set()
        self._sockets: list[web.WebSocketResponse] = []
        self._numbers = itertools.count(1)
        super().__init__()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_post("/v1.0/gateway/connections/open", self._open)
        router.add_get("/connect", self._connect)
        router.add_post("/v1.0/oauth2/accessToken", self._access_token)
        router.add_post("/v1.0/oauth2/userAccessToken", self._user_token)
        router.add_get("/v1.0/contact/users/me", self._me)
        router.add_get("/oauth2/auth", self._authorize)
        router.add_post("/media/upload", self._upload)
        router.add_get("/oss/{key}", self._oss)
        router.add_route("*", "/v1.0/{path:.*}", self._new_api)
        router.add_post("/topapi/{path:.*}", self._topapi)

    # What a test does and sees.

    @property
    def connected(self) -> bool:
        return any(not socket.closed for socket in self._sockets)

    def said(self, user: str, text: str | None = "", **changes: Any) -> dict[str, Any]:
        """The body of a callback: a member writes to the robot directly."""
        number = next(self._numbers)
        return {
            "conversationId": f"cid-{user}",
            "conversationType": "1",
            "chatbotCorpId": CORP,
            "chatbotUserId": "$:robot",
            "msgId": f"msg-{number}",
            "senderId": f"$:{user}",
            "senderNick": user,
            "senderStaffId": user,
            "senderCorpId": CORP,
            "sessionWebhook": f"{self.url}/robot/sendBySession",
            "sessionWebhookExpiredTime": 1_900_000_000_000,
            "createAt": 1_700_000_000_000,
            "robotCode": CLIENT_ID,
            "msgtype": "text",
            "text": {"content": text},
            **changes,
        }

    def sent_file(self, user: str, name: str, content: bytes) -> dict[str, Any]:
        """The body of a callback: a member sends the robot a file. In groups it gets none."""
        code = f"code-of-{next(self._numbers)}+/=="
        self.sent_files[code] = content
        about = {"spaceId": "1", "fileName": name, "downloadCode": code, "fileId": "2"}
        return self.said(user, msgtype="file", content=about, text=None)

    def send(self, body: dict[str, Any], topic: str = MESSAGES) -> str:
        """Hand it to the app in a frame; the frame's message id."""
        wait_for(lambda: self.connected, what="a Stream connection")
        frame = f"frame-{next(self._numbers)}"
        self.call(self._open_socket().send_str(json.dumps(_frame("CALLBACK", topic, frame, body))))
        return frame

    def press(self, user: str, card: Call, number: int = 0) -> str:
        """A member presses a button of a card that was delivered."""
        buttons = json.loads(card.body["cardData"]["cardParamMap"]["buttons"])
        params = buttons[number]["event"]["params"]["params"]
        content = {"cardPrivateData": {"actionIds": ["press"], "params": params}}
        body = {
            "outTrackId": card.body["outTrackId"],
            "corpId": CORP,
            "userId": user,
            "content": json.dumps(content),
            "extension": "{}",
            "type": "actionCallback",
        }
        return self.send(body, CARDS)

    def disconnect(self) -> None:
        """The gateway asks the app to connect elsewhere."""
        frame = _frame("SYSTEM", "disconnect", f"frame-{next(self._numbers)}", {"reason": "move"})
        self.call(self._open_socket().send_str(json.dumps(frame)))

    def drop_connections(self) -> None:
        for socket in self._sockets:
            if not socket.closed:
                self.call(socket.close())

    def expire_tokens(self) -> None:
        self._tokens.clear()

    def of(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path.endswith(path)]

    def texts(self) -> list[str]:
        """What the robot said, to people and groups."""
        sent = [call for call in self.calls if call.path.endswith(("batchSend", "Messages/send"))]
        params = [json.loads(call.body["msgParam"]) for call in sent]
        return [param["text"] for param in params if "text" in param]

    # The protocol.

    def _open_socket(self) -> web.WebSocketResponse:
        return next(socket for socket in reversed(self._sockets) if not socket.closed)

    async def _open(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if self.faults.pages:
            self.faults.pages -= 1
            return web.Response(text="<html>maintenance</html>", content_type="text/html")
        if (asked["clientId"], asked["clientSecret"]) != (CLIENT_ID, CLIENT_SECRET):
            return web.json_response({"code": "authFailed", "message": "鉴权失败"}, status=401)
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        endpoint = f"ws://127.0.0.1:{self.port}/connect"
        return web.json_response({"endpoint": endpoint, "ticket": ticket})

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        self.connections += 1
        await socket.send_json(_frame("SYSTEM", "ping", "ping-1", {"opaque": "x"}))
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                answer = json.loads(message.data)
                if answer.get("code") == 200:
                    frame = answer["headers"]["messageId"]
                    self.acks[frame] = json.loads(answer["data"])
                    self.acknowledged_at[frame] = time.monotonic()
        return socket

    async def _access_token(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if (asked["appKey"], asked["appSecret"]) != (CLIENT_ID, CLIENT_SECRET):
            return web.json_response({"code": "invalidClientIdOrSecret"}, status=400)
        token = f"token-{next(self._numbers)}"
        self._tokens.add(token)
        return web.json_response({"accessToken": token, "expireIn": 7200})

    async def _authorize(self, request: web.Request) -> web.Response:
        back, state = request.query["redirect_uri"], request.query["state"]
        raise web.HTTPFound(f"{back}?authCode=code-{self.visitor}&state={state}")

    async def _user_token(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if not asked["code"].startswith("code-") or asked["clientSecret"] != CLIENT_SECRET:
            return web.json_response({"code": "invalidParameter.authCode.notFound"}, status=400)
        return web.json_response({"accessToken": asked["code"], "expireIn": 7200})

    async def _me(self, request: web.Request) -> web.Response:
        user = request.headers["x-acs-dingtalk-access-token"].removeprefix("code-")
        return web.json_response({"unionId": f"union-{user}", "nick": user})

    async def _new_api(self, request: web.Request) -> web.Response:
        if request.headers.get("x-acs-dingtalk-access-token") not in self._tokens:
            refusal = {"code": "InvalidAuthentication", "message": "不合法的access_token"}
            return web.json_response(refusal, status=400)
        body = await request.json()
        if waiting := self.faults.refused.get(request.path):
            status, code = waiting.pop(0)
            return web.json_response({"code": code, "message": code}, status=status)
        if len(str(body.get("msgParam", "")).encode()) > 15_000:
            return web.json_response({"code": "msgParam.tooLong"}, status=400)
        self.calls.append(Call(request.path, body))
        if request.path.endswith("messageFiles/download"):
            return self._address_of(body)
        held = [user for user in body.get("userIds", []) if user in self.faults.flow_controlled]
        return web.json_response(
            {"processQueryKey": "k", "flowControlledStaffIdList": held, "invalidStaffIdList": []}
        )

    def _address_of(self, body: dict[str, Any]) -> web.Response:
        """A temporary address for a download code, which holds for the robot it was sent to."""
        if body.get("robotCode") != CLIENT_ID:
            return web.json_response({"code": "robotCode.invalid"}, status=400)
        if body.get("downloadCode") not in self.sent_files:
            return web.json_response({"code": "downloadCode.invalid"}, status=400)
        key = f"key-{next(self._numbers)}"
        if self.late_addresses:
            self.late_addresses -= 1
        else:
            self._addresses[key] = self.sent_files[body["downloadCode"]]
        return web.json_response({"downloadUrl": f"{self.url}/oss/{key}?Signature=x"})

    async def _oss(self, request: web.Request) -> web.Response:
        """The store of files: what is signed must come as it was signed, and in time."""
        ours = {"Content-Type", "x-acs-dingtalk-access-token", "Authorization"}
        if ours & set(request.headers):
            return web.Response(text="<Code>SignatureDoesNotMatch</Code>", status=403)
        content = self._addresses.get(request.match_info["key"])
        if content is None:
            return web.Response(text="<Code>AccessDenied</Code> expired", status=403)
        return web.Response(body=content)

    async def _upload(self, request: web.Request) -> web.Response:
        if request.query.get("access_token") not in self._tokens:
            return web.json_response({"errcode": 40014, "errmsg": "不合法的access_token"})
        if self.media_failures:
            self.media_failures -= 1
            return web.json_response(
                {
                    "errcode": 90018,
                    "errmsg": "您的服务器调用钉钉开放平台所有接口的请求都被暂时禁用了",
                }
            )
        form = await request.post()
        media = f"@media-{next(self._numbers)}"
        self.media[media] = form["media"].file.read()  # type: ignore[union-attr]
        return web.json_response({"errcode": 0, "errmsg": "ok", "media_id": media})

    async def _topapi(self, request: web.Request) -> web.Response:
        if request.query.get("access_token") not in self._tokens:
            return web.json_response({"errcode": 40014, "errmsg": "不合法的access_token"})
        asked = await request.json()
        path = request.match_info["path"]
        self.calls.append(Call(path, asked))
        return web.json_response({"errcode": 0, "errmsg": "ok", "result": self._found(path, asked)})

    def _found(self, path: str, asked: dict[str, Any]) -> Any:
        if path == "v2/user/get":
            return {"userid": asked["userid"], **self.members.get(asked["userid"], {})}
        if path == "user/getbyunionid":
            user = asked["unionid"].removeprefix("union-")
            outside = self.members.get(user, {}).get("outside", False)
            return {"userid": user, "contact_type": int(outside)}
        if path == "v2/department/listsub":
            return self.departments.get(asked["dept_id"], [])
        if path == "v2/user/list":
            return self._page_of_members(asked)
        raise web.HTTPNotFound

    def _page_of_members(self, asked: dict[str, Any]) -> dict[str, Any]:
        found = [
            {"userid": user, **member}
            for user, member in self.members.items()
            if asked["dept_id"] in member.get("dept_id_list", [])
        ]
        start, size = asked["cursor"], asked["size"]
        page = found[start : start + size]
        more = start + size < len(found)
        return {"list": page, "has_more": more, **({"next_cursor": start + size} if more else {})}


def _frame(kind: str, topic: str, message_id: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "specVersion": "1.0",
        "type": kind,
        "headers": {
            "topic": topic,
            "messageId": message_id,
            "contentType": "application/json",
            "time": "1700000000000",
            "appId": "app",
            "connectionId": "c",
        },
        "data": json.dumps(data, ensure_ascii=False),
    }
