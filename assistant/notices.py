"""Notices in words."""

from __future__ import annotations

from assistant.errors import deciders_in_words
from assistant.request_rendering import step_name, who_acted
from assistant.speech import Speech
from engine.trust.notices import NoticeView


def notice_line(speech: Speech, notice: NoticeView) -> str:
    """The notice as a sentence, with whose place somebody acts or acted in."""
    args = dict(notice.args)
    if "role" in args:
        args["step"] = step_name(speech, args)
        args |= deciders_in_words(speech, args)
    if "duty" in args:
        args["duty"] = speech.say(f"duty.{args['duty']}")
    if "held" in args:
        args["held"] = speech.say(f"role.{args['held']}")
    if "power" in args:
        args["power"] = speech.say(f"power.{args['power']}")
    if "way" in args:
        args["way"] = speech.say(f"way.{args['way']}", address=args.get("address", ""))
    if "by" in args:
        args["by"] = who_acted(speech, _who(speech, args["by"]), args.get("on_behalf_of"))
    said = speech.say(f"notice.{notice.code}", **args)
    if principals := args.get("in_place_of"):
        said += speech.say("notice.in_place_of", principals=principals)
    return said


def _who(speech: Speech, name: str) -> str:
    """Those who act and are nobody of the company have names of their own."""
    return speech.say(f"actor.{name}") if speech.knows(f"actor.{name}") else name
