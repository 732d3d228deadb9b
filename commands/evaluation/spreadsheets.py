"""`./peisuan eval spreadsheets FOLDER`: what becomes of companies' own files, each in a store of
its own: loaded rightly, rightly after one answer, asked about, refused, or wrong in silence."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.imports.sheet_report import Fate as Taken
from engine.policy import load_policy
from engine.queries.budget import ALLOCATING
from engine.store.database import Database
from engine.store.tables import (
    Appraisal,
    BudgetLine,
    BudgetSum,
    CostLine,
    Course,
    Employee,
    EmployeeCertificate,
    EmployeeSkill,
    Evaluation,
    ExchangeRate,
    Kpi,
    KpiResult,
    Need,
    OrgUnit,
    Participation,
    PositionCertificate,
    PositionSkill,
    ServiceAgreement,
    SurveyAnswer,
    TrainingSession,
)
from engine.store.tables import BudgetPosting as Posting
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import answer_import, begin_import
from engine.usecases.imports.load import load_import
from engine.usecases.imports.settings import CURRENCY, FISCAL, NAME, TIME_ZONE
from engine.usecases.imports.views import GivenFile, ImportLook
from engine.values.errors import EngineError

MOST_OPTIONS = 8


class Fate(StrEnum):
    RIGHT = "right"
    AFTER_ONE = "right after one answer"
    INCOMPLETE = "incomplete, and said"
    ASKED = "asked more than once"
    REFUSED = "refused"
    WRONG = "wrong in silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One company's files, with what is right."""

    folder: Path
    home: str
    files: tuple[str, ...]
    people: str | None
    right: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a case, and what was other than right."""

    case: str
    fate: Fate
    differences: tuple[str, ...]
    questions: tuple[str, ...]


def spreadsheets(
    folder: Annotated[Path, typer.Argument(help="of folders with files and an expect.json")],
    only: Annotated[str | None, typer.Option(help="the name of one case")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
) -> None:
    """Load every case into a store of its own, and compare."""
    cases = [one for one in cases_in(folder) if only in (None, one.folder.name)]
    results = [judge(one) for one in cases]
    if as_json:
        print(json.dumps([_plain(one) for one in results], ensure_ascii=False, indent=1))
        return
    for one in results:
        print(f"{one.case}: {one.fate}")
        for line in (*one.differences, *(f"asked: {key}" for key in one.questions)):
            print(f"    {line}")
    counted = Counter(one.fate for one in results)
    print("\n".join(f"{fate}: {counted[fate]} of {len(results)}" for fate in Fate))


def cases_in(folder: Path) -> list[Case]:
    return [_case(path.parent) for path in sorted(folder.glob("**/expect.json"))]


def _case(folder: Path) -> Case:
    said = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    return Case(
        folder=folder,
        home=said["home"],
        files=tuple(said["files"]),
        people=said.get("people"),
        right=said["right"],
    )


def judge(case: Case) -> Result:
    """As proposed; where one thing is asked, with the answer that does best."""
    name = case.folder.name
    try:
        with _store(case) as engine:
            look = _begun(engine, case, _given(case))
            asked = tuple(one.key for one in look.questions)
            wrong_kinds = _kinds(case, look)
            options = _answers(look)
            found = _loaded(engine, case, look)
            said = _is_said(look)
    except EngineError as error:
        return Result(name, Fate.REFUSED, (str(error)[:300],), ())
    if not found and not wrong_kinds:
        return Result(name, Fate.RIGHT if not asked else Fate.AFTER_ONE, (), asked)
    if len(asked) == 1:
        for option in options:
            if not _answered(case, asked[0], option):
                return Result(name, Fate.AFTER_ONE, (), asked)
    if asked:
        fate = Fate.ASKED if len(asked) > 1 else Fate.INCOMPLETE
        return Result(name, fate, (*wrong_kinds, *found), asked)
    fate = Fate.INCOMPLETE if said else Fate.WRONG
    return Result(name, fate, (*wrong_kinds, *found), asked)


def _answers(look: ImportLook) -> list[str]:
    if len(look.questions) != 1:
        return []
    (question,) = look.questions
    return list(question.options[:MOST_OPTIONS]) or [question.proposed or ""]


def _answered(case: Case, key: str, answer: str) -> list[str]:
    """What is other than right once the one question is answered so."""
    try:
        with _store(case) as engine:
            look = _begun(engine, case, _given(case))
            answered = engine.perform_as_operator(answer_import, look.id, {key: answer})
            wrong = _kinds(case, answered) + [one.key for one in answered.questions]
            return wrong + _loaded(engine, case, answered)
    except EngineError as error:
        return [str(error)]


def _is_said(look: ImportLook) -> bool:
    """Whether the report tells of something that was not taken."""
    reports = [one.report for one in look.sheets]
    return any(one.refusals or one.cells_left_out or one.remarks for one in reports) or any(
        one.mapping.kind is None for one in look.sheets
    )


@contextmanager
def _store(case: Case) -> Iterator[BudgetEngine]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/store.sqlite")
        database.migrate()
        engine = BudgetEngine(database, load_policy())
        try:
            if case.people is not None:
                people = GivenFile(case.people, (case.folder / case.people).read_bytes())
                look = _begun(engine, case, [people])
                engine.perform_as_operator(load_import, look.id)
            yield engine
        finally:
            database.dispose()


def _begun(engine: BudgetEngine, case: Case, files: Sequence[GivenFile]) -> ImportLook:
    """The files given; at a first load also what is asked of the company itself."""
    look = engine.perform_as_operator(begin_import, files)
    settings = {CURRENCY: case.home, NAME: "", TIME_ZONE: "", FISCAL: ""}
    asked = {one.key: settings[one.key] for one in look.questions if one.key in settings}
    return engine.perform_as_operator(answer_import, look.id, asked) if asked else look


def _given(case: Case) -> list[GivenFile]:
    return [GivenFile(one, (case.folder / one).read_bytes()) for one in case.files]


def _kinds(case: Case, look: ImportLook) -> list[str]:
    found = {f"{one.file}|{one.sheet}": one.mapping.kind for one in look.sheets}
    expected: Mapping[str, str | None] = case.right.get("sheets", {})
    return [
        f"{sheet}: taken for {found.get(sheet)}, is {kind}"
        for sheet, kind in expected.items()
        if found.get(sheet) != kind
    ]


def _loaded(engine: BudgetEngine, case: Case, look: ImportLook) -> list[str]:
    engine.perform_as_operator(load_import, look.id)
    wages = [one.report for one in look.sheets if one.mapping.kind == "payroll"]
    # Of wages the store keeps a year's sum alone: the rows that went into it count.
    added = sum(one.count(Taken.ADDED) for one in wages)
    with engine.database.reading() as session:
        return list(_differences(session, case.right, {"payroll_years": added}))


def _differences(
    session: Session, right: Mapping[str, Any], counted: Mapping[str, int]
) -> Iterator[str]:
    for name, expected in right.get("counts", {}).items():
        found = counted[name] if name in counted else COUNTS[name](session)
        if found != expected:
            yield f"{name}: {found}, is {expected}"
    for name, sums in (("training_cost", _costs), ("budget", _budget)):
        if name in right:
            wanted = {key: Decimal(value) for key, value in right[name].items()}
            if (summed := sums(session)) != wanted:
                yield f"{name}: {_sums(summed)}, is {_sums(wanted)}"
    missing = set(right.get("tree", ())) - _tree(session)
    if missing:
        yield f"units missing: {sorted(missing)}"


def _sums(amounts: Mapping[str, Decimal]) -> str:
    return " + ".join(f"{amount:f} {currency}" for currency, amount in amounts.items()) or "0"


def _rows(table: Any, *conditions: Any) -> Callable[[Session], int]:
    return lambda session: int(
        session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0
    )


def _requirements(session: Session) -> int:
    return _rows(PositionSkill)(session) + _rows(PositionCertificate)(session)


COUNTS: Mapping[str, Callable[[Session], int]] = {
    "people": _rows(Employee),
    "left": _rows(Employee, Employee.status == "left"),
    "on_leave": _rows(Employee, Employee.status == "leave"),
    "units": _rows(OrgUnit, OrgUnit.parent_id.is_not(None)),
    "participations": _rows(Participation, Participation.attended),
    "sessions": _rows(TrainingSession),
    "courses": _rows(Course),
    "skill_levels": _rows(EmployeeSkill),
    "certificates_held": _rows(EmployeeCertificate),
    "requirements": _requirements,
    "kpis": _rows(Kpi),
    "kpi_results": _rows(KpiResult),
    "appraisals": _rows(Appraisal),
    "evaluations": _rows(Evaluation),
    "needs": _rows(Need),
    "survey_answers": _rows(SurveyAnswer),
    "budget_lines": _rows(BudgetLine),
    "invoices": _rows(Posting, Posting.kind == "invoice"),
    "agreements": _rows(ServiceAgreement),
    "rates": _rows(ExchangeRate),
}


def _costs(session: Session) -> dict[str, Decimal]:
    rows = session.execute(
        select(CostLine.currency, func.sum(CostLine.amount)).group_by(CostLine.currency)
    )
    return {str(currency): amount for currency, amount in rows}


def _budget(session: Session) -> dict[str, Decimal]:
    rows = session.execute(
        select(BudgetLine.currency, func.sum(BudgetSum.amount))
        .join(BudgetSum, BudgetSum.line_id == BudgetLine.id)
        .where(BudgetSum.kind.in_(ALLOCATING))
        .group_by(BudgetLine.currency)
    )
    return {str(currency): amount for currency, amount in rows}


def _tree(session: Session) -> set[str]:
    """Every unit by the names from below the company down to it."""
    units = {one.id: one for one in session.scalars(select(OrgUnit))}
    found = set()
    for one in units.values():
        names: list[str] = []
        while one.parent_id is not None:
            names.insert(0, one.name)
            one = units[one.parent_id]
        found.add("/".join(names))
    return found


def _plain(result: Result) -> dict[str, Any]:
    lists: Mapping[str, Sequence[str]] = {
        "differences": result.differences,
        "questions": result.questions,
    }
    return {"case": result.case, "fate": result.fate.value, **lists}
