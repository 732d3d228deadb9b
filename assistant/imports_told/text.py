"""A told load as plain text, for the command line and for chat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.imports_told.told import Told, ToldQuestion, ToldRefusal, ToldSheet
from assistant.imports_told.wording import Wording

# Of each reason, so many are shown.
EXAMPLES = 5


def mapping_text(wording: Wording, told: Told) -> str:
    """What each sheet is taken for, and which of its columns is what."""
    lines = [line for sheet in told.sheets for line in _mapping(wording, sheet)]
    return "\n".join([*lines, *told.aside, *told.unused])


def report_text(wording: Wording, told: Told) -> str:
    """Sheet by sheet what is loaded, changed, refused; then what the store holds, and what is
    asked."""
    lines = [line for sheet in told.sheets for line in _report(wording, sheet)]
    lines += ["", *told.totals] if told.totals else []
    for title, questions in (("asked", told.questions), ("offered", told.offers)):
        if questions:
            lines += ["", wording.say(f"imports.{title}")]
            lines += [f"  {line}" for one in questions for line in question_lines(one)]
    return "\n".join(lines)


def question_lines(one: ToldQuestion) -> Iterator[str]:
    """A question with what can be answered to it, as it is typed."""
    yield one.text
    for option in one.options:
        yield f"  --answer '{one.key}={option.value}'   {option.label}"
    if not one.options:
        yield f"  --answer '{one.key}={one.proposed or '…'}'"


def _mapping(wording: Wording, sheet: ToldSheet) -> Iterator[str]:
    yield sheet.taken_for
    yield from (f"  {fact}" for fact in sheet.facts)
    read = [f"{one.heading} → {one.label}" for one in sheet.columns if one.field]
    unread = [one.heading for one in sheet.columns if not one.field]
    if sheet.kind and read:
        yield f"  {', '.join(read)}"
    if sheet.kind and unread:
        yield f"  {wording.say('imports.not_used', columns=wording.people(unread))}"


def _report(wording: Wording, sheet: ToldSheet) -> Iterator[str]:
    if not sheet.kind:
        return
    yield sheet.counts
    for line in (*sheet.money, *sheet.changes):
        yield f"  {line}"
    yield from (f"  {line}" for line in refusal_lines(wording, sheet.refusals))
    for line in sheet.remarks:
        yield f"  {line}"


def refusal_lines(
    wording: Wording, refusals: Sequence[ToldRefusal], examples: int = EXAMPLES
) -> Iterator[str]:
    """A few of each reason, in the order in which the reasons first come."""
    by_reason: dict[tuple[str, str], list[ToldRefusal]] = defaultdict(list)
    for one in refusals:
        by_reason[one.column, one.why].append(one)
    for (column, why), found in by_reason.items():
        yield from (_refusal(wording, one) for one in found[:examples])
        if len(found) > examples:
            more = f"{len(found) - examples:,}"
            yield wording.say("imports.more_refused", column=column, why=why, more=more)


def _refusal(wording: Wording, one: ToldRefusal) -> str:
    key = "imports.refused" if one.whole_row else "imports.cell_left_out"
    return wording.say(key, row=one.row, column=one.column, value=one.value, why=one.why)
