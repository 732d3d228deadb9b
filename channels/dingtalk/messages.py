"""DingTalk's robot callbacks as messages in the normal form, and their signature."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any

from channels.message import FILE, PRIVATE, Attachment, InboundMessage
from engine.trust.comparing import same_secret

CHANNEL = "dingtalk"
SINGLE, GROUP = "1", "2"
OVER_QUOTA = "20001"
# A moment in milliseconds, as the callback has it.
MILLISECONDS = re.compile(r"[0-9]{1,16}")
KINDS = {"picture": "picture", "file": FILE, "audio": "voice", "video": "video"}


def read_message(body: Mapping[str, Any]) -> InboundMessage:
    """Somebody wrote to the robot, or mentioned it in a group."""
    group = str(body.get("conversationType")) == GROUP
    text, attachments = _content(body)
    return InboundMessage(
        channel=CHANNEL,
        tenant=body.get("chatbotCorpId") or body.get("senderCorpId") or "",
        # The organisation's own id of its member; what others have is no identity here.
        user_id=body.get("senderStaffId") or "",
        conversation=body["conversationId"] if group else PRIVATE,
        # The same message can come twice, even in another frame: this is its own id.
        message_id=body["msgId"],
        text=text,
        group=group,
        attachments=attachments,
        spoken=body.get("msgtype") == "audio" and bool(text),
        address={
            "group": body["conversationId"] if group else None,
            "nick": body.get("senderNick") or "",
            "robot": body.get("robotCode") or "",
        },
    )


def is_outsider(body: Mapping[str, Any]) -> bool:
    """Nobody of this organisation (someone in a group that outsiders are in, too)."""
    return not body.get("senderStaffId")


def is_over_quota(body: Mapping[str, Any]) -> bool:
    """The month's messages are used up: DingTalk says that there was one, without its text."""
    return str(body.get("code") or "") == OVER_QUOTA


def signature(timestamp: str, secret: str) -> str:
    """What an HTTP callback is signed with. It does not cover the body."""
    signed = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256)
    return base64.b64encode(signed.digest()).decode()


def is_signed(timestamp: str, sign: str, secret: str) -> bool:
    """Whether it was signed with our secret, whenever that was."""
    known = bool(secret) and MILLISECONDS.fullmatch(timestamp) is not None
    return known and same_secret(signature(timestamp, secret), sign)


def seconds_off(timestamp: str, now: float) -> float:
    """How far our clock is from the moment that was signed. (DingTalk's documentation has an hour
    refused; what it signs, it sends at once.)"""
    return abs(now - int(timestamp) / 1000)


def _content(body: Mapping[str, Any]) -> tuple[str, tuple[Attachment, ...]]:
    kind = str(body.get("msgtype") or "")
    if kind == "text":
        return str((body.get("text") or {}).get("content") or "").strip(), ()
    content = _plain(body.get("content"))
    if kind == "richText":
        parts = content.get("richText") or []
        text = " ".join(str(part["text"]).strip() for part in parts if part.get("text"))
        pictures = [part for part in parts if part.get("type") == "picture"]
        return text.strip(), tuple(Attachment("picture") for _ in pictures)
    name, code = str(content.get("fileName") or ""), str(content.get("downloadCode") or "")
    attachment = Attachment(KINDS.get(kind, FILE), name, {"code": code})
    return str(content.get("recognition") or "").strip(), (attachment,)


def _plain(content: object) -> dict[str, Any]:
    """Sent as an object, or as one written in a string."""
    found = json.loads(content) if isinstance(content, str) else content
    return found if isinstance(found, dict) else {}
