"""Making a file of a report; the person gets a link that works for a day."""

from __future__ import annotations

from dataclasses import replace

from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES
from assistant.conversation.framing import CUT, frame_of
from assistant.conversation.pointing import POINTED
from assistant.message import read_facts
from assistant.reply import FileLink
from assistant.reports.files import MEDIA_TYPES, WRITERS
from assistant.reports.reading import read_report
from assistant.reports.shown import Shown, kept
from assistant.reports.tables import TABLES
from assistant.sheets.saying import file_table
from assistant.sheets.sheet import Sheet
from engine.settings import Settings
from engine.usecases.report_files import keep_file


class Answer(PeisuanAction):
    """The report that is named; else the table that was shown last, of the same unit and time."""

    personal = True

    def respond(self, turn: Turn) -> None:
        kind, form = read_report(turn.message.text)
        shown = _meant(turn, kind)
        if shown is not None:
            kind = CAPABILITIES[shown["capability"]].exports
            _take_over(turn, shown)
        kind = kind or _looked_at(turn) or "budget"
        sheet = _sheet_shown(turn, shown, kind)
        table = TABLES[kind](turn) if sheet is None else file_table(turn.speech, sheet)
        if not table.rows:
            turn.reply(turn.say("report.empty", title=table.title))
            return
        name = f"{kind}-{turn.today.isoformat()}.{form}"
        secret = turn.perform(keep_file, name, MEDIA_TYPES[form], WRITERS[form](table))
        turn.reply(
            turn.say("report.ready", title=table.title, rows=len(table.rows)),
            turn.say("report.kept"),
            file=FileLink(name, f"{Settings().address}/files/{secret}/{name}", secret),
        )


def _sheet_shown(turn: Turn, shown: Shown | None, kind: str) -> Sheet | None:
    """What was shown last, as it was worked with since; None where another report is meant."""
    seen = turn.talk.seen
    if seen is None or seen.sheet is None or seen.sheet.report != kind:
        return None
    if not (seen.sheet.steps or seen.sheet.own_file):
        return None
    return seen.sheet if shown is not None and shown == kept(turn)[-1] else None


def _meant(turn: Turn, kind: str | None) -> Shown | None:
    """The table that is pointed at: the last of the kind that is named, the last that was split
    as it is said, or just the last. None where a report is named that was not shown, or of what."""
    message = turn.message
    said = [one for one in message.entities if not one.get(POINTED)]
    if any(one.get("code") or one["entity"] == "period" for one in said):
        return None
    cut = frame_of(message).cut
    for shown in reversed(kept(turn)):
        exports = CAPABILITIES[shown["capability"]].exports
        if kind is not None and exports != kind:
            continue
        if kind is None and cut is not None and not _is_split(shown, cut):
            continue
        return shown
    return None


def _is_split(shown: Shown, cut: str) -> bool:
    """A budget is listed by unit without being asked to, a history by course."""
    said = [one["value"] for one in shown["entities"] if one["entity"] == CUT]
    return cut in (said or [CAPABILITIES[shown["capability"]].listed_by])


def _take_over(turn: Turn, shown: Shown) -> None:
    """The file is of the same unit and time as what was shown."""
    entities = tuple(shown["entities"])
    facts = read_facts(entities, turn.today)
    turn.message = replace(turn.message, entities=entities, facts=facts)


def _looked_at(turn: Turn) -> str | None:
    """What was looked at last is what "export this" means."""
    looked_up = CAPABILITIES.get(turn.slots.get("last_lookup") or "")
    return looked_up.exports if looked_up else None
