"""Notices in words."""

from __future__ import annotations

from actions.speech import Speech
from engine.trust.notices import NoticeView


def notice_line(speech: Speech, notice: NoticeView) -> str:
    args = dict(notice.args)
    if "duty" in args:
        args["duty"] = speech.say(f"duty.{args['duty']}")
    return speech.say(f"notice.{notice.code}", **args)
