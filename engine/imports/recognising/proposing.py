"""What the tables of some files are, and which of their columns is what: proposed where it is
clear, asked where it is not."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.imports.kinds.kind import Kind, kinds
from engine.imports.questions import Answers, Question
from engine.imports.recognising.assigning import View
from engine.imports.recognising.constants import Around, constants
from engine.imports.recognising.fingerprint import fingerprint, kept_for
from engine.imports.recognising.joins import Catalogue, facts_of, joins_of
from engine.imports.recognising.keeping import renewed
from engine.imports.recognising.known import Known
from engine.imports.recognising.nothing import nothing_in
from engine.imports.recognising.periods import canonical
from engine.imports.recognising.scoring import Candidate, best, candidates
from engine.imports.shape.table import Fact, Table
from engine.imports.sheet_mapping import FieldMap, SheetMapping, place

CODE = "kind"
# From here on a kind is proposed, below it asked about.
SURE = 0.8
# A score that leaves no doubt, and by how much the second must be less.
CLEAR, APART = 0.85, 1.25
LIKELY, OFFERED = 0.1, 3
NOT_LOADED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`mapping` has no kind where nothing of the sheet is loaded: it holds no data, or which
    kind it is waits for an answer (then it is among `questions`). `likely` are the kinds with
    their scores, `facts` what was found out."""

    table: Table
    mapping: SheetMapping
    confidence: float
    likely: tuple[tuple[str, float], ...] = ()
    questions: tuple[Question, ...] = ()
    facts: tuple[Fact, ...] = ()


def propose(
    tables: Sequence[Table], known: Known | None = None, answers: Answers | None = None
) -> list[Proposal]:
    """A proposal for every table, in their order; they see each other."""
    known, answers = known or Known(), answers or Answers()
    views = [View(table, known) for table in tables]
    found = [_Look(view, answers) for view in views]
    alike = _alike(views)
    catalogues = [one for look in found for one in look.catalogues]
    return [look.proposal(alike, catalogues) for look in found]


def _alike(views: Sequence[View]) -> Mapping[tuple[str, str], list[str]]:
    """The sheets of the same headings, by file and fingerprint."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for view in views:
        found[view.table.file, fingerprint(view.table.headings)].append(view.table.sheet)
    return found


class _Look:
    """One table, looked at: which kind it is, and how sure that is."""

    def __init__(self, view: View, answers: Answers) -> None:
        self.view, self.table, self.known = view, view.table, view.known
        self._answers = answers
        self._place = place(self.table.file, self.table.sheet)
        self._kept = kept_for(
            self.known.kept, self.table.headings, self.table.file, self.table.sheet
        )
        self._candidates = candidates(view)
        self.chosen, self.confidence, self.nothing = self._choose()

    def _choose(self) -> tuple[Candidate | None, float, str | None]:
        """The kind that is taken, how sure it is, and why none is (where it is no data)."""
        said = self._answers.to(CODE, self._place)
        if said is not None:
            kind = kinds().get(said)
            return best(kind, self.view) if kind else None, 1.0, "not_loaded" if not kind else None
        if self._kept is not None:
            kind = kinds().get(self._kept.kind or "")
            return best(kind, self.view) if kind else None, 1.0, None if kind else "kept_out"
        first = self._candidates[0]
        if nothing := nothing_in(self.view, first):
            return None, 1.0, nothing
        sure = confidence(self._candidates)
        return (first if sure >= SURE else None), sure, None

    @property
    def catalogues(self) -> list[Catalogue]:
        """What others may name by key here."""
        return _catalogues(self.table, self.chosen) if self.chosen else []

    def proposal(
        self,
        alike: Mapping[tuple[str, str], list[str]],
        catalogues: Sequence[Catalogue],
    ) -> Proposal:
        if self.chosen is None:
            return self._without_kind()
        kind = self.chosen.kind
        around = Around(
            table=self.table,
            siblings=alike[self.table.file, fingerprint(self.table.headings)],
            known=self.known,
        )
        columns = self.chosen.columns
        held = {*columns, *(name for one in self.chosen.wide for name in (one.field, *one.of))}
        fixed, facts, questions = constants(kind, held, around, self._answers)
        joins = joins_of(self.table, columns, _things(kind), catalogues)
        year = next((one.constant for one in fixed if kind.fields[one.field].type == "year"), None)
        mapping = SheetMapping(
            file=self.table.file,
            sheet=self.table.sheet,
            fingerprint=fingerprint(self.table.headings),
            kind=kind.name,
            fields=(
                *(FieldMap(field=name, column=heading) for name, heading in columns.items()),
                *(_dated(kind, one, year) for one in self.chosen.wide),
                *fixed,
            ),
            joins=tuple(joins),
            headings=tuple(self.table.headings),
        )
        if self._kept is not None and self._kept.kind == kind.name:
            mapping = renewed(self._kept, mapping)
            facts = [*facts, Fact("mapping_kept", {"sheet": self._kept.sheet})]
        return Proposal(
            table=self.table,
            mapping=mapping,
            confidence=self.confidence,
            likely=self._likely(),
            questions=tuple(questions),
            facts=(*facts, *facts_of(joins), *_told(self.view, mapping, self.chosen)),
        )

    def _without_kind(self) -> Proposal:
        questions: tuple[Question, ...] = ()
        facts: tuple[Fact, ...] = ()
        if self.nothing is None:
            offered = [name for name, _ in self._likely()]
            questions = (
                Question(
                    code=CODE,
                    subject=self._place,
                    args={"headings": tuple(self.table.headings)},
                    options=(*offered, NOT_LOADED),
                    proposed=next(iter(offered), None),
                    rows=len(self.table),
                ),
            )
        else:
            facts = (Fact("no_data", {"why": self.nothing}),)
        return Proposal(
            table=self.table,
            mapping=SheetMapping(
                file=self.table.file,
                sheet=self.table.sheet,
                fingerprint=fingerprint(self.table.headings),
                kind=None,
                headings=tuple(self.table.headings),
            ),
            confidence=self.confidence,
            likely=self._likely(),
            questions=questions,
            facts=facts,
        )

    def _likely(self) -> tuple[tuple[str, float], ...]:
        return tuple(
            (one.kind.name, round(one.score, 3))
            for one in self._candidates[:OFFERED]
            if one.score >= LIKELY
        )


def confidence(found: Sequence[Candidate]) -> float:
    """How sure it is that the first is right: by itself, and by how far the second is behind."""
    first, second = found[0], found[1]
    alone = min(1.0, first.score / CLEAR)
    return alone * min(1.0, first.score / max(second.score, 0.01) / APART)


def _dated(kind: Kind, one: FieldMap, year: str | None) -> FieldMap:
    """A column of a period under the period as it is kept, where its year is known."""
    of = {}
    for name, text in one.of.items():
        type = kind.fields[name].type
        period = canonical(text, year) if type in ("period", "year", "day") else None
        of[name] = (f"{period}-01" if type == "day" else period) if period else text
    return dataclasses.replace(one, of=of)


def _things(kind: Kind) -> Mapping[str, str]:
    """What the fields of a kind name: units, courses, …"""
    return {
        name: field.to or "unit"
        for name, field in kind.fields.items()
        if (field.to or field.type == "unit") and not (field.is_key and kind.name == "organisation")
    }


_CATALOGUES = {
    "organisation": ("unit", "unit"),
    "courses": ("name", "course"),
    "positions": ("name", "position"),
    "skill_names": ("name", "skill"),
    "certificate_names": ("name", "certificate"),
    "kpis": ("name", "kpi"),
}


def _catalogues(table: Table, chosen: Candidate) -> list[Catalogue]:
    named, thing = _CATALOGUES.get(chosen.kind.name, ("", ""))
    code, name = chosen.columns.get("code"), chosen.columns.get(named)
    return [Catalogue(table=table, code=code, name=name, of=thing)] if code and name else []


def _told(view: View, mapping: SheetMapping, chosen: Candidate) -> list[Fact]:
    """What is said of the columns: those of which each stands for something, those not used."""
    facts = []
    if wide := [one for one in mapping.fields if one.of]:
        names = sorted({name for one in wide for name in one.of})
        facts.append(Fact("wide", {"of": names, "columns": len(wide)}))
    used = {one.column for one in mapping.fields}
    unused = [one for one in view.table.headings if one not in used and view.contents[one].filled]
    if unused:
        facts.append(Fact("columns_not_used", {"columns": unused}))
    return facts
