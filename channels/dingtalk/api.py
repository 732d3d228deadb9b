"""DingTalk's server API over httpx: the token, its limits, and what the robot sends."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from channels.door import FetchFailed, KnownAs, SendFailed
from channels.downloading import download
from channels.usage import Usage
from engine.api.limits import CallLimits
from engine.settings import Settings

logger = logging.getLogger(__name__)
TIMEOUT = 10
MOST_AT_ONCE = 20
# The token is renewed before it ends.
EARLY = 300
# DingTalk takes 20 calls a second.
PACE = "18/second"
INVALID_TOKEN = {"InvalidAuthentication", "40014", "42001", "40001"}
BUSY = ("throttling", "qps", "flow", "90018", "90002", "88")


class DingTalkApi:
    """The two hosts of the API, as one application of one organisation."""

    def __init__(self, settings: Settings, usage: Usage) -> None:
        self._settings = settings
        self._usage = usage
        self._http = httpx.AsyncClient(timeout=TIMEOUT)
        self._pace = CallLimits(PACE, "dingtalk", settings.redis_url)
        self._token, self._until = "", 0.0
        self._renewing = asyncio.Lock()

    async def close(self) -> None:
        await self._http.aclose()

    async def send_to_people(
        self, user_ids: Sequence[str], key: str, param: Mapping[str, Any]
    ) -> list[str]:
        """A message of the robot to each of at most 20 members; those who must get it later,
        since they are under flow control: an answer of 200 does not mean that all have it.

        Raises:
            SendFailed: nobody got it.
        """
        answer = await self.post(
            "/v1.0/robot/oToMessages/batchSend",
            {"userIds": list(user_ids), **self._message(key, param)},
        )
        unknown = answer.get("invalidStaffIdList") or []
        if set(user_ids) <= set(unknown):
            raise SendFailed("no such member, or out of the robot's reach", for_good=True)
        if unknown:
            logger.warning("no members, or out of the robot's reach: %s", unknown)
        return list(answer.get("flowControlledStaffIdList") or [])

    async def send_to_person(self, user_id: str, key: str, param: Mapping[str, Any]) -> None:
        """A message of the robot to one member.

        Raises:
            SendFailed: not delivered.
        """
        if await self.send_to_people([user_id], key, param):
            raise SendFailed("the person gets too many messages at the moment")

    async def send_to_group(self, conversation: str, key: str, param: Mapping[str, Any]) -> None:
        """A message of the robot to a group that it is in."""
        await self.post(
            "/v1.0/robot/groupMessages/send",
            {"openConversationId": conversation, **self._message(key, param)},
        )

    async def upload(self, kind: str, name: str, content: bytes) -> str:
        """The media id of an image or file, for messages."""
        answer = await self._old(
            "/media/upload", params={"type": kind}, files={"media": (name, content)}
        )
        return str(answer["media_id"])

    async def download(self, code: str, robot: str, name: str, most: int) -> bytes:
        """What was sent to the robot, by the code that came with the message. The address is
        signed: it takes no headers of ours, and lasts for a while.

        Raises:
            FetchFailed: it did not come.
            InvalidInput: it is larger than `most` bytes.
        """
        asked = {"downloadCode": code, "robotCode": robot or self._settings.dingtalk_robot}
        try:
            answer = await self.post("/v1.0/robot/messageFiles/download", asked)
        except SendFailed as error:
            raise FetchFailed(str(error), error.for_good) from error
        return (await download(self._http, str(answer["downloadUrl"]), name, most)).content

    async def known_as(self, user_id: str) -> KnownAs:
        """The number that the organisation's directory has for its member, and his mailbox there.
        The other address (`email`) is what somebody typed, and proves nothing."""
        user = await self.topapi("/topapi/v2/user/get", {"userid": user_id})
        return KnownAs(str(user.get("job_number") or ""), str(user.get("org_email") or ""))

    async def union_id_of(self, code: str) -> str:
        """Who logged in and was given this code, by the id that holds in every organisation."""
        settings = self._settings
        answer = await self._request(
            "POST",
            f"{settings.dingtalk_api_url}/v1.0/oauth2/userAccessToken",
            json={
                "clientId": settings.dingtalk_client_id,
                "clientSecret": settings.dingtalk_client_secret,
                "code": code,
                "grantType": "authorization_code",
            },
        )
        me = await self._request(
            "GET",
            f"{settings.dingtalk_api_url}/v1.0/contact/users/me",
            headers={"x-acs-dingtalk-access-token": str(answer["accessToken"])},
        )
        return str(me["unionId"])

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return await self._new("POST", path, body)

    async def put(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return await self._new("PUT", path, body)

    async def topapi(self, path: str, body: Mapping[str, Any]) -> Any:
        """The `result` of a call to the old host."""
        return (await self._old(path, json=dict(body))).get("result")

    async def token(self, fresh: bool = False) -> str:
        """The access token, renewed when it ends or is refused."""
        async with self._renewing:
            if fresh or time.time() > self._until:
                answer = await self._request(
                    "POST",
                    f"{self._settings.dingtalk_api_url}/v1.0/oauth2/accessToken",
                    json={
                        "appKey": self._settings.dingtalk_client_id,
                        "appSecret": self._settings.dingtalk_client_secret,
                    },
                )
                self._token = str(answer["accessToken"])
                self._until = time.time() + float(answer["expireIn"]) - EARLY
            return self._token

    def _message(self, key: str, param: Mapping[str, Any]) -> dict[str, str]:
        return {
            "robotCode": self._settings.dingtalk_robot,
            "msgKey": key,
            "msgParam": json.dumps(param, ensure_ascii=False),
        }

    async def _new(self, method: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        url = f"{self._settings.dingtalk_api_url}{path}"
        try:
            headers = {"x-acs-dingtalk-access-token": await self.token()}
            return await self._request(method, url, json=dict(body), headers=headers)
        except _InvalidToken:
            headers = {"x-acs-dingtalk-access-token": await self.token(fresh=True)}
            return await self._request(method, url, json=dict(body), headers=headers)

    async def _old(
        self, path: str, params: Mapping[str, str] | None = None, **body: Any
    ) -> dict[str, Any]:
        url = f"{self._settings.dingtalk_old_api_url}{path}"
        for fresh in (False, True):
            asked = {**(params or {}), "access_token": await self.token(fresh)}
            try:
                return await self._request("POST", url, params=asked, **body)
            except _InvalidToken:
                if fresh:
                    raise
        raise AssertionError("the second try returns or raises")

    async def _request(self, method: str, url: str, **how: Any) -> dict[str, Any]:
        """One call, counted and paced.

        Raises:
            SendFailed: refused or not answered; `_InvalidToken` where a new token may help.
        """
        while seconds := self._pace.seconds_to_wait(""):
            await asyncio.sleep(seconds)
        await asyncio.to_thread(self._usage.count, "call")
        try:
            answer = await self._http.request(method, url, **how)
            found: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise SendFailed(str(error) or type(error).__name__) from error
        code = str(found.get("code") or found.get("errcode") or "")
        if answer.is_success and code in ("", "0"):
            return found
        why = f"{code} {found.get('message') or found.get('errmsg') or ''}".strip()
        if answer.status_code == httpx.codes.UNAUTHORIZED or code in INVALID_TOKEN:
            raise _InvalidToken(why)
        busy = answer.status_code in (429, 500, 502, 503) or code.lower().startswith(BUSY)
        busy = busy or any(word in code.lower() for word in ("throttl", "qps"))
        raise SendFailed(why or f"HTTP {answer.status_code}", for_good=not busy)


class _InvalidToken(SendFailed):
    """The token was refused: a new one is worth a try."""
