"""The needs on record, merged by topic and counted; one's own wishes; and a request out of needs."""

from __future__ import annotations

from decimal import Decimal

from assistant.asking.aspects import aspects_of
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_needs.found import needs_asked, topics_found, words_asked
from assistant.capabilities.query_needs.lines import name_of, topic_line
from assistant.capabilities.query_needs.requesting import make_request
from assistant.capabilities.query_needs.wishes import tell_wishes
from assistant.conversation.framing import frame_of
from assistant.listing import Row, listed
from assistant.sheets.making import main_of
from assistant.sheets.sheet import Cell, Sheet, Thing, column, sheet
from engine.usecases.needs.listing import NeedsList
from engine.usecases.needs.topics import NeedTopic


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        aspects = aspects_of(turn.message)
        if "own" in aspects:
            tell_wishes(turn)
        elif "as_request" in aspects:
            make_request(turn)
        else:
            _tell_list(turn)


def _tell_list(turn: Turn) -> None:
    found = needs_asked(turn)
    topics = topics_found(turn, found)
    if not topics:
        key = "needs.none_of" if words_asked(turn) else "needs.none"
        none = turn.say(key, unit=found.unit, words=words_asked(turn))
        turn.reply(none, _withheld(turn, found))
        return
    if frame_of(turn.message).highest is False:
        topics.reverse()
    rows = [Row(line=topic_line(turn, one), thing=_thing(turn, one)) for one in topics]
    head = "needs.head_one" if len(rows) == 1 else "needs.head"
    turn.reply(
        turn.say(head, unit=found.unit, topics=len(rows)),
        *listed(turn, rows, sheet=_sheet(turn, found, topics)),
        _withheld(turn, found),
        turn.say("needs.source"),
    )


def _withheld(turn: Turn, found: NeedsList) -> str:
    return turn.say("needs.withheld", topics=found.withheld) if found.withheld else ""


def _thing(turn: Turn, one: NeedTopic) -> dict[str, str]:
    if one.course is None:
        return {"entity": "list_item", "value": one.words}
    return {
        "entity": "course",
        "kind": "course",
        "code": one.course.code,
        "value": turn.speech.name(one.course),
    }


def _sheet(turn: Turn, found: NeedsList, topics: list[NeedTopic]) -> Sheet:
    columns = [*map(column, ("training", "headcount", "needs"))]
    rows: list[tuple[dict[str, str], str, tuple[Cell, ...]]] = [
        (
            _thing(turn, one),
            topic_line(turn, one),
            (
                Thing(name_of(turn, one), one.code),
                Decimal(one.people),
                Decimal(sum(part.records for part in one.parts)),
            ),
        )
        for one in topics
    ]
    title = turn.say("needs.title", unit=found.unit)
    main = main_of(turn, columns, "headcount")
    return sheet(title, columns, rows, main, source=turn.say("needs.source"))
