"""What headings leave open and only a person can say: which of two columns of amounts or levels
is meant, and what a column of money is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from engine.imports.amounts import plain, unit_of
from engine.imports.kinds.kind import Field, Kind
from engine.imports.questions import Answers, Question
from engine.imports.recognising.assigning import View
from engine.imports.recognising.concepts import meaning_of
from engine.imports.recognising.contents import number_in
from engine.imports.recognising.headings import PART, is_heading, is_listed, matches
from engine.imports.recognising.lacking import COLUMN
from engine.imports.recognising.rearranging import rearranged
from engine.imports.recognising.scoring import Candidate
from engine.imports.recognising.vocabulary import spellings, words_of
from engine.imports.recognising.wide import fields_of
from engine.imports.sheet_mapping import place

MONEY = "money_column"
COUNTED = frozenset(("money", "level", "number"))
LOOKED_AT = 50
LEAST_NUMBERS, NEARLY_ALL = 0.5, 0.9
# Half of the numbers are at least so large where they may be amounts.
LEAST_AMOUNT = 50


def settled(
    chosen: Candidate, view: View, unused: Sequence[str], answers: Answers
) -> tuple[dict[str, str], tuple[Question, ...]]:
    """The columns by field with what was answered, and what is to be asked: a field waits for
    its answer without a column."""
    kind, columns = chosen.kind, chosen.columns
    held = rearranged(kind, view, columns, chosen.unused)
    questions = []
    where = place(view.table.file, view.table.sheet, view.table.part)
    needed = {name for need in kind.needs for name in need}
    for name, heading in list(held.items()):
        field = kind.fields[name]
        others = _rivals(kind, field, view, heading, unused, columns)
        if not others or not (name in needed or field.type == "money"):
            continue
        said = answers.to(COLUMN, f"{where}|{name}")
        if said in (heading, *others):
            held[name] = said
            continue
        held.pop(name)
        options = (heading, *others)
        args = {"kind": kind.name, "field": name}
        questions.append(_question(COLUMN, f"{where}|{name}", args, options, view))
    held |= _said_to_be(kind, where, {*held, *_asked(questions)}, chosen.unused, answers)
    for heading in _unread_money(kind, view, {*held, *fields_of(chosen.wide)}, unused):
        subject = f"{where}|{heading}"
        fields = tuple(one.name for one in kind.fields.values() if one.type == "money")
        said = answers.to(MONEY, subject)
        if said in fields:
            held[said] = heading
        elif said is None:
            args = {"kind": kind.name, "column": heading}
            questions.append(_question(MONEY, subject, args, (*fields, ""), view))
    return held, tuple(questions)


def _asked(questions: Sequence[Question]) -> set[str]:
    return {str(one.args["field"]) for one in questions}


def _said_to_be(
    kind: Kind, where: str, held: set[str], unused: Sequence[str], answers: Answers
) -> dict[str, str]:
    """The columns of fields that had none until a person said which."""
    found = {}
    for name in kind.fields:
        said = None if name in held else answers.to(COLUMN, f"{where}|{name}")
        if said is not None and said in unused:
            found[name] = said
    return found


def _question(
    code: str, subject: str, args: Mapping[str, str], options: tuple[str, ...], view: View
) -> Question:
    """The first column is the likely one; of what money is for, nothing is likely."""
    return Question(
        code=code,
        subject=subject,
        args=args,
        options=options,
        proposed=options[0] if code == COLUMN else None,
        rows=len(view.table),
    )


def _rivals(
    kind: Kind,
    field: Field,
    view: View,
    heading: str,
    unused: Sequence[str],
    columns: Mapping[str, str],
) -> tuple[str, ...]:
    """Unused columns of numbers whose headings name the very field of another."""
    if field.type not in COUNTED:
        return ()
    parts = [view.table.column(one) for name, one in columns.items() if name != field.name]
    return tuple(
        one
        for one in unused
        if _names(kind, field.name, view.own[one])
        and view.contents[one].share("number") >= LEAST_NUMBERS
        and not _adds_up(view, heading, one, [list(part) for part in parts if part])
    )


def _names(kind: Kind, name: str, heading: str) -> bool:
    match = matches(kind.name, heading).get(name)
    return match is not None and match.score >= PART


def _adds_up(view: View, whole: str, part: str, others: Sequence[Sequence[str]]) -> bool:
    """Whether a column is the other and a third together (价税合计 is 金额 and 税额), or the same."""
    sums, parts = view.table.column(whole), view.table.column(part)
    if sums is None or parts is None:
        return False
    zeros = [["0"] * len(sums), *others]
    return any(_sum_share(sums, parts, other) >= NEARLY_ALL for other in zeros)


def _sum_share(sums: object, parts: object, others: Sequence[str]) -> float:
    right = looked = 0
    rows = zip(sums, parts, others, strict=False)  # type: ignore[call-overload]
    for cells in islice(rows, LOOKED_AT):
        whole, part, other = (number_in(plain(cell)) for cell in cells)
        if whole is not None and part is not None:
            looked += 1
            right += whole == part + (other or 0)
    return right / looked if looked else 0.0


def _unread_money(kind: Kind, view: View, held: set[str], unused: Sequence[str]) -> list[str]:
    """Columns of money that nobody reads, where the kind is of money and none of it is read."""
    fields = [one.name for one in kind.fields.values() if one.type == "money"]
    if not fields or held & set(fields):
        return []
    return [
        one
        for one in unused
        if not (is_listed("aside", one) or is_listed("sums", one))
        and (holds_money(view, one) or _looks_like_money(view, one))
    ]


def _looks_like_money(view: View, heading: str) -> bool:
    """Whether a column that nobody knows has numbers as large as amounts are."""
    contents = view.contents[heading]
    if is_heading(view.own[heading]) or contents.share("number") < NEARLY_ALL:
        return False
    if "code" in meaning_of(view.own[heading]).concepts:
        return False
    if contents.counts_rows or any(contents.share(one) >= NEARLY_ALL for one in ("year", "share")):
        return False
    numbers = sorted(filter(None, (number_in(plain(one)) for one in contents.texts)))
    least = 0 if view.table.scale else LEAST_AMOUNT
    return bool(numbers) and numbers[len(numbers) // 2] >= least


def holds_money(view: View, heading: str) -> bool:
    """Whether a column is of money by its heading and of numbers by its cells."""
    return _says_money(heading) and view.contents[heading].share("number") >= LEAST_NUMBERS


def _says_money(heading: str) -> bool:
    if unit_of(heading).marks:
        return True
    bare, words = plain(heading), words_of(heading)
    return any(one in words if one.isascii() else one in bare for one in spellings("money"))
