"""Signing in to the web page with a DingTalk account of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from channels.dingtalk.api import DingTalkApi
from channels.dingtalk.messages import CHANNEL
from channels.door import KnownAs, SendFailed
from engine.settings import Settings
from engine.usecases.identities import Account

INTERNAL = 0


@dataclass(frozen=True)
class Visitor:
    """A member of the organisation, and what its directory says of him."""

    account: Account
    known: KnownAs


class DingTalkLogin:
    """DingTalk's OAuth login, for members of the one organisation."""

    def __init__(self, settings: Settings, api: DingTalkApi) -> None:
        self._settings = settings
        self._api = api

    def address(self, back: str, state: str) -> str:
        """Where to send the visitor; DingTalk leads him back to `back` with a code."""
        asked = {
            "redirect_uri": back,
            "response_type": "code",
            "client_id": self._settings.dingtalk_client_id,
            "scope": "openid",
            "state": state,
            "prompt": "consent",
        }
        return f"{self._settings.dingtalk_login_url}/oauth2/auth?{urlencode(asked)}"

    async def visitor(self, code: str) -> Visitor:
        """Who it is that DingTalk gave this code.

        Raises:
            SendFailed: the code is none, or the person is no member of the organisation.
        """
        union_id = await self._api.union_id_of(code)
        found = await self._api.topapi("/topapi/user/getbyunionid", {"unionid": union_id})
        if not found or int(found.get("contact_type", INTERNAL)) != INTERNAL:
            raise SendFailed("no member of the organisation", for_good=True)
        user_id = str(found["userid"])
        account = Account(CHANNEL, self._settings.dingtalk_corp_id, user_id)
        return Visitor(account, await self._api.known_as(user_id))
