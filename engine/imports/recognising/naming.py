"""What the names around a table say of it: its sheet's, its title's and its file's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePath

from engine.imports.amounts import plain, read_unit
from engine.imports.kinds.kind import kinds
from engine.imports.recognising.headings import PART, Match, matches
from engine.imports.recognising.periods import days_in, is_period, period_in, years_in
from engine.imports.recognising.vocabulary import (
    listed,
    spellings,
    squashed,
    vocabulary,
    words_of,
)
from engine.imports.shape.table import Table

LONGEST, LONGEST_LABEL = 60, 16
_COPY = re.compile(r"(?<![\s_\-])[\s_\-]*+(?:\(\d+\)|\d{6,}|v\d+(?:\.\d+)*)$", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_PAIR = re.compile(
    r"(?P<label>[^:：,，;；]{1,30}?)\s{0,4}[:：]\s{0,4}(?P<value>[^:：]+?)(?=\s{1,4}[^\s:：]{1,20}\s{0,4}[:：]|[,，;；]|$)"
)
_QUOTED = re.compile(r"[《「『“\"]([^《》「」『』“”\"]{2,60})[》」』”\"]")
# Two numbered lines, or a word for it at the beginning, make instructions: what these say of a
# column is no value of it.
_NUMBERED = re.compile(r"(?:^|[\s;；。])\d{1,2}\s*+[.、)）．]\s{0,4}\D")
LEAST_NUMBERED = 2
# Days and numbers that a sheet's name begins or ends with: 9.16消防, Fire (2).
_AT_EDGES = re.compile(r"^[\d\W_]+|[\d\W_]+$")
TITLES, SHORTEST = 3, 2
COURSE = "course"
_EDGE = " -_–—:：|.,，、·()（）[]【】《》\"'“”"


def names_of(table: Table) -> list[str]:
    """The names, the nearest to the table first."""
    stem = PurePath(table.file).stem.replace("_", " ")
    return [one for one in (table.sheet, *above(table)[:TITLES], stem) if one]


def above(table: Table) -> list[str]:
    """The lines above the headings."""
    below = {str(fact.args.get("text")) for fact in table.facts if fact.code == "note_left_out"}
    return [line for line in table.title if line not in below]


def is_nameless(sheet: str) -> bool:
    """Whether a sheet's name (Sheet1, Tabelle1, 数据) names nothing."""
    return not sheet or squashed(re.sub(r"\d+$", "", sheet.strip())) in listed("nameless")


def tells_of_others(sheet: str) -> bool:
    """Whether a sheet's name is that of notes, lists or sums, or ends with a word for sums: Dept
    summary, 部门汇总."""
    ends = any(plain(sheet).endswith(one) for one in spellings("summaries"))
    return ends or squashed(sheet) in listed("notes")


def years_of(table: Table) -> list[str]:
    """The years that the nearest name with any says."""
    return next((years for one in names_of(table) if (years := years_in(one))), [])


def days_of(table: Table) -> list[str]:
    """The days that the names tell, but for those on which the paper was printed or filled in."""
    found = [
        day for one in names_of(table) for day in days_in(one) if not _is_of_the_paper(one, day)
    ]
    return list(dict.fromkeys(found))


def _is_of_the_paper(name: str, day: str) -> bool:
    before = plain(name).partition(day)[0].rstrip(" :")
    return any(one in before[-LONGEST_LABEL:] for one in spellings("of_the_paper"))


def period_of(table: Table) -> str | None:
    """The month, quarter or year that the nearest name with any says."""
    for one in names_of(table):
        found = period_in(one)
        if found is not None and found.unit != "day":
            return found.text
    return None


def pairs_of(table: Table) -> list[tuple[str, str]]:
    """What titles tell by name: Department: Finance (7 pax), 课程名称:消防 讲师:李老师."""
    return [
        (pair["label"].strip(), _BRACKETS.sub("", pair["value"]).strip(_EDGE))
        for line in above(table)
        if not _instructs(line)
        for pair in _PAIR.finditer(line)
        if read_unit(plain(pair["value"])) is None
    ]


def _instructs(line: str) -> bool:
    """Whether a line tells those who fill the table how: 填写须知 … 4. 部门：上下级间用“/”隔开."""
    begins = plain(line).startswith(spellings("instructions"))
    return begins or len(_NUMBERED.findall(line)) >= LEAST_NUMBERED


def told_in_title(kind: str, table: Table) -> Mapping[str, Match]:
    """The fields of a kind that the lines above the headings tell by their very names: 培训主题:
    消防安全."""
    return {name: match for name, (match, _) in pairs_told(kind, table).items()}


def pairs_told(kind: str, table: Table) -> Mapping[str, tuple[Match, str]]:
    """The same, each with what is told."""
    found: dict[str, tuple[Match, str]] = {}
    pairs = [(label, value) for label, value in pairs_of(table) if value]
    for label, value in pairs:
        for name, match in matches(kind, label).items():
            if match.score >= PART and name not in found:
                found[name] = (match, value)
    if COURSE in kinds()[kind].fields and COURSE not in found:
        called = (value for label, value in pairs if squashed(label) in listed("course_labels"))
        if (course := next(called, None)) is not None:
            found[COURSE] = (Match(PART, COURSE), course)
    return found


def subject_of(text: str) -> str:
    """What a name is about, without "attendance sheet", days, years and numbers of copies."""
    bare = text.strip()
    for day in days_in(bare):
        bare = bare.replace(day, " ")
    while (found := period_in(bare)) is not None and found.unit != "day" and found.text in bare:
        bare = bare.replace(found.text, " ")
    bare = _COPY.sub("", bare)
    for around in sorted(spellings("around_courses"), key=len, reverse=True):
        bare = _without(bare, around)
    bare = bare.strip(_EDGE)
    return "" if is_nameless(bare) or is_period(bare) or bare.isdigit() else bare[:LONGEST]


def quoted(table: Table) -> str | None:
    """The only name that stands in title marks above a table: 《消防安全》培训签到表."""
    found = {name.strip() for line in above(table) for name in _QUOTED.findall(line)}
    return found.pop() if len(found) == 1 else None


def in_full(table: Table) -> str:
    """What the sheet's name is about, as a line above the table says it in full: "9.16 Fire" of
    "Fire safety and evacuation"."""
    short = subject_of(table.sheet)
    bare = squashed(_AT_EDGES.sub("", short))
    longer = (subject_of(line) for line in above(table)[:TITLES])
    if is_nameless(table.sheet) or len(bare) < SHORTEST:
        return short
    return next((one for one in longer if bare in squashed(one)), short)


def unit_of(kind: str, text: str) -> str:
    """Of what unit a name says that it holds a kind: 三车间 of "三车间人员名单"."""
    bare = subject_of(_BRACKETS.sub(" ", text))
    for word in sorted(vocabulary()["called"].get(kind, ()), key=len, reverse=True):
        bare = _without(bare, plain(word))
    return "" if is_nameless(bare) or tells_of_others(bare) else bare.strip(_EDGE)


def _without(text: str, around: str) -> str:
    """Without a word at its end or, where blanks part words, at its beginning."""
    bare, short = text.strip(_EDGE), plain(text.strip(_EDGE))
    if len(bare) != len(short) or short == around:
        return bare
    if short.endswith(around) and (
        not around[0].isascii() or short[: -len(around)].endswith(tuple(_EDGE))
    ):
        return bare[: -len(around)]
    if short.startswith((f"{around} ", f"{around}:")):
        return bare[len(around) :]
    return bare


def calls(kind: str, table: Table) -> bool:
    """Whether the sheet or its title names the kind; its file, where they name none."""
    near = " ".join((table.sheet, *table.title[:TITLES]))
    return kind in (_kinds_in(near) or _kinds_in(table.file))


def calls_another(kind: str, table: Table) -> bool:
    """Whether the nearest names are those of other kinds, and not of this one."""
    near = " ".join((table.sheet, *table.title[:TITLES]))
    called = _kinds_in(near) or (_kinds_in(table.file) if is_nameless(table.sheet) else frozenset())
    return bool(called) and kind not in called


def is_foreign(table: Table) -> bool:
    """Whether the sheet, its title or its file is called by what no kind is about."""
    said = plain(" ".join(names_of(table)))
    words = f" {' '.join(words_of(said))} "
    return any(
        f" {' '.join(words_of(one))} " in words if one.isascii() else one in said
        for one in spellings("foreign")
    )


@lru_cache(maxsize=2_000)
def _kinds_in(names: str) -> frozenset[str]:
    said = plain(names).replace("_", " ")
    return frozenset(
        kind
        for kind, words in vocabulary()["called"].items()
        if any(plain(one) in said for one in words)
    )
