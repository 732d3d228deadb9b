"""Slack's events as messages in the normal form."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from channels.message import FILE, PRIVATE, Attachment, InboundMessage

CHANNEL = "slack"
MENTION = re.compile(r"<[@!][^>]*>")
LINK = re.compile(r"<([^|>]+)\|([^>]+)>|<([^>]+)>")
# What a file is fetched by.
REFERENCE = ("id", "url_private_download", "url_private", "mimetype", "size", "file_access")
TAKEN = (None, "file_share", "thread_broadcast")


def read_message(body: Mapping[str, Any]) -> InboundMessage | None:
    """A person's message to the app; None for what is none (an edit, a bot's, a join)."""
    event = body["event"]
    if event.get("bot_id") or not event.get("user") or event.get("subtype") not in TAKEN:
        return None
    if event["type"] == "message" and event.get("channel_type") != "im":
        return None
    group = event["type"] == "app_mention"
    thread = event.get("thread_ts") or (event["ts"] if group else None)
    return InboundMessage(
        channel=CHANNEL,
        tenant=body["team_id"],
        user_id=event["user"],
        # In a channel a mention begins a thread, and the dialogue goes on in it.
        conversation=f"{event['channel']}:{thread}" if thread else PRIVATE,
        # Not the event's id: the same message can come as two events.
        message_id=f"{event['channel']}:{event['ts']}",
        text=plain_text(event.get("text") or ""),
        group=group,
        attachments=tuple(_attachment(file) for file in event.get("files") or ()),
        address={"channel": event["channel"], "thread_ts": thread},
    )


def is_outsider(body: Mapping[str, Any]) -> bool:
    """Somebody of another team, in a channel shared with it."""
    event = body["event"]
    home = event.get("user_team") or event.get("source_team") or event.get("team")
    return bool(home and home != body["team_id"])


def plain_text(text: str) -> str:
    """Slack's markup as it was written: mentions gone, links and entities as they read."""
    bare = LINK.sub(lambda found: found[2] or found[3], MENTION.sub("", text))
    return html.unescape(bare).strip()


def _attachment(file: Mapping[str, Any]) -> Attachment:
    """Of one that is shared between teams the event tells no more than its id."""
    kind = str(file.get("mimetype") or "").split("/")[0]
    kinds = {"image": "picture", "audio": "voice", "video": "video"}
    kept = {name: file[name] for name in REFERENCE if file.get(name) is not None}
    return Attachment(kinds.get(kind, FILE), file.get("name") or "", kept)
