"""A load as it is said in a chat: what matters of it, in a few lines; the page has all of it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.imports_told.telling import told
from assistant.imports_told.text import refusal_lines
from assistant.imports_told.told import Told, ToldQuestion, ToldSheet
from assistant.imports_told.wording import Wording
from engine.imports.sheet_report import Fate
from engine.usecases.imports.views import ImportLook, PastLoad, SheetLook

MOST_SHEETS, MOST_LINES, LONGEST_LINE, LONGEST = 6, 8, 240, 2_200
# What people have to see of how a sheet was read; the page has the rest.
FACTS = {
    "amounts_in",
    "bare_amounts_in",
    "columns_not_used",
    "encoding_assumed",
    "for_others",
    "gaps_in",
    "hidden",
    "totals_disagree",
}


def chat_text(wording: Wording, look: ImportLook) -> str:
    """Sheet by sheet what it is and what it does; then the first question, or whether to load."""
    said = told(look, wording.language)
    lines = list(_shortened(wording, [*_sheets(wording, look, said), *said.aside]))
    if said.totals and does_anything(look):
        lines.append(said.totals[0])
    return "\n".join([*lines, "", *_what_now(wording, look, said)])


def loaded_text(wording: Wording, past: PastLoad) -> str:
    counts = {"added": past.added, "changed": past.changed, "refused": past.refused}
    said = {name: f"{count:,}" for name, count in counts.items()}
    return wording.say("imports.chat.loaded", id=past.id, **said)


def does_anything(look: ImportLook) -> bool:
    """Whether loading it would change anything."""
    reports = [one.report for one in look.sheets]
    return any(
        one.count(Fate.ADDED) or one.count(Fate.CHANGED) or one.changes or one.things
        for one in reports
    )


def _sheets(wording: Wording, look: ImportLook, said: Told) -> Iterator[str]:
    for one, sheet in list(zip(look.sheets, said.sheets, strict=True))[:MOST_SHEETS]:
        yield sheet.taken_for
        if sheet.kind:
            yield from (f"· {line.strip()}" for line in _of_sheet(wording, one, sheet))
    if len(said.sheets) > MOST_SHEETS:
        yield wording.say("imports.chat.more_sheets", n=len(said.sheets) - MOST_SHEETS)


def _of_sheet(wording: Wording, look: SheetLook, sheet: ToldSheet) -> list[str]:
    facts = [one for one in look.report.facts if one.code in FACTS]
    lines = [
        wording.say("imports.chat.counts", **_counts(look)),
        *sheet.money,
        *sheet.changes,
        *refusal_lines(wording, sheet.refusals, 1),
        *(wording.fact(one, sheet.kind) for one in facts),
        *sheet.remarks,
    ]
    left = len(lines) - MOST_LINES
    return lines if left <= 0 else [*lines[:MOST_LINES], wording.say("imports.chat.more", n=left)]


def _counts(look: SheetLook) -> dict[str, str]:
    return {fate.name.lower(): f"{look.report.count(fate):,}" for fate in Fate}


def _shortened(wording: Wording, lines: list[str]) -> Iterator[str]:
    left = LONGEST
    for number, line in enumerate(lines):
        short = line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"
        left -= len(short)
        if left < 0:
            yield wording.say("imports.chat.more", n=len(lines) - number)
            return
        yield short


def _what_now(wording: Wording, look: ImportLook, said: Told) -> Iterator[str]:
    if said.questions:
        yield from _asked(wording, said.questions[0], len(said.questions))
    else:
        yield wording.say(f"imports.chat.{'shall' if does_anything(look) else 'nothing_new'}")


def _asked(wording: Wording, question: ToldQuestion, n: int) -> Iterator[str]:
    yield wording.say("imports.chat.asked" if n == 1 else "imports.chat.asked_first", n=n)
    yield question.text
    if not question.options:
        yield wording.say("imports.chat.on_the_page")
