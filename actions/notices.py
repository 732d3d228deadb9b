"""Notices in words."""

from __future__ import annotations

from collections.abc import Sequence

from actions.speech import Speech
from engine.trust.notices import NoticeView


def notice_line(speech: Speech, notice: NoticeView) -> str:
    args = dict(notice.args)
    if "duty" in args:
        args["duty"] = speech.say(f"duty.{args['duty']}")
    return speech.say(f"notice.{notice.code}", **args)


def notice_lines(speech: Speech, notices: Sequence[NoticeView]) -> list[str]:
    """All of them under a heading; nothing for none."""
    if not notices:
        return []
    return [speech.say("notice.head"), *("· " + notice_line(speech, one) for one in notices)]
