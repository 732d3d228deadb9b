"""Which kind a table is taken for: as a person said, as was accepted before, or as is clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.imports.kinds.kind import kinds
from engine.imports.questions import Answers
from engine.imports.recognising import naming
from engine.imports.recognising.assigning import View
from engine.imports.recognising.fingerprint import fingerprint, kept_for
from engine.imports.recognising.headings import tells_of_kinds
from engine.imports.recognising.nothing import nothing_in
from engine.imports.recognising.scoring import Candidate, best, candidates
from engine.imports.recognising.templates import template_of
from engine.imports.recognising.vocabulary import squashed
from engine.imports.sheet_mapping import SheetMapping, place

CODE = "kind"
# From here on a kind is proposed, below it asked about.
SURE = 0.8
# A score that leaves no doubt, and by how much the second must be less; and a score that leaves
# none where the second is so far behind.
CLEAR, APART = 0.85, 1.25
CLEAR_FAR, FAR = 0.65, 2.5
# What is left where the table is called by the name of another kind: of a clear one it is taken
# nevertheless.
MISCALLED, MISCALLED_CLEAR = 0.78, 0.84
# What is left where the names around a table are of what no kind is about.
FOREIGN = 0.75
# What is left where nothing but cells says what many columns are.
UNSAID = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`chosen` is the kind that is taken; without one, `nothing` says why nothing is loaded (a
    code), or, if that is open too, the kind is asked about. `found` are all kinds, the likeliest
    first; `kept` is the mapping that was accepted for such a sheet."""

    chosen: Candidate | None
    confidence: float
    found: tuple[Candidate, ...]
    nothing: str | None = None
    kept: SheetMapping | None = None


def choose(view: View, answers: Answers) -> Choice:
    found = tuple(candidates(view))
    kept = _kept(view)
    said = answers.to(CODE, place(view.table.file, view.table.sheet, view.table.part))
    if said is not None:
        same = kept if kept and kept.kind == said else None
        return _taken(view, found, said, "not_loaded", same)
    if kept is not None:
        return _taken(view, found, kept.kind or "", "kept_out", kept)
    if (template := template_of(view)) is not None:
        return Choice(chosen=template, confidence=1.0, found=found)
    if nothing := nothing_in(view, found[0]):
        return Choice(chosen=None, confidence=1.0, found=found, nothing=nothing)
    sure = confidence(found, view)
    return Choice(chosen=found[0] if sure >= SURE else None, confidence=sure, found=found)


def _taken(
    view: View, found: tuple[Candidate, ...], said: str, otherwise: str, kept: SheetMapping | None
) -> Choice:
    kind = kinds().get(said)
    if kind is None:
        return Choice(chosen=None, confidence=1.0, found=found, nothing=otherwise)
    return Choice(chosen=best(kind, view), confidence=1.0, found=found, kept=kept)


def _kept(view: View) -> SheetMapping | None:
    """The mapping kept for these headings; for nearly these, if what its kind needs is there."""
    table = view.table
    kept = kept_for(view.known.kept, table.headings, table.file, table.sheet)
    if kept is None or kept.fingerprint == fingerprint(table.headings):
        return kept
    kind = kinds().get(kept.kind or "")
    if kind is None:
        return None
    now = set(map(squashed, table.headings))
    there = {
        name
        for one in kept.fields
        if one.column is None or squashed(one.column) in now
        for name in (one.field, *one.of)
    }
    return kept if all(there & set(need) for need in kind.needs) else None


def confidence(found: Sequence[Candidate], view: View) -> float:
    """How sure it is that the first is right: by itself, by how far the second is behind, by
    what the table is called, and by how little the columns that it does not take tell of other
    kinds that it could be."""
    first, second = found[0], found[1]
    times = first.score / max(second.score, 0.01)
    alone = min(1.0, first.score / _clear(first, times))
    apart = min(1.0, times / APART)
    filled = [one for one, contents in view.contents.items() if contents.filled]
    people = any(first.kind.fields[name].type == "person" for name in first.columns)
    near = {one.kind.name: min(1.0, one.score / max(first.score, 0.01)) for one in found}
    strange = sum(
        max((near[kind] * weight for kind, weight in told.items()), default=0.0)
        for one in first.unused
        if one in filled and (told := tells_of_kinds(one, people))
    )
    less = MISCALLED_CLEAR if first.score >= CLEAR else MISCALLED
    called = less if naming.calls_another(first.kind.name, view.table) else 1.0
    said = 1.0 if first.is_borne_out else UNSAID
    calls_it = naming.calls(first.kind.name, view.table)
    foreign = FOREIGN if naming.is_foreign(view.table) and not calls_it else 1.0
    return alone * apart * called * said * foreign * (1 - strange / max(1, len(filled)))


def _clear(first: Candidate, times: float) -> float:
    """The score that leaves no doubt: less where nothing else comes near, and nothing that the
    kind needs is missing."""
    if first.unmet:
        return CLEAR
    far = min(1.0, max(0.0, times - APART) / (FAR - APART))
    return CLEAR - (CLEAR - CLEAR_FAR) * far
