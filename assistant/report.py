"""Making a file of a report; the person gets a link that works for a day."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES
from assistant.reply import FileLink
from assistant.reports.files import MEDIA_TYPES, WRITERS
from assistant.reports.reading import read_report
from assistant.reports.tables import TABLES
from engine.settings import Settings
from engine.usecases.report_files import keep_file


class ExportReport(PeisuanAction):
    action_name = "action_export_report"
    personal = True

    def respond(self, turn: Turn) -> None:
        kind, form = read_report(turn.message.text)
        kind = kind or _looked_at(turn) or "budget"
        table = TABLES[kind](turn)
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


def _looked_at(turn: Turn) -> str | None:
    """What was looked at last is what "export this" means."""
    looked_up = CAPABILITIES.get(turn.slots.get("last_lookup") or "")
    return looked_up.exports if looked_up else None
