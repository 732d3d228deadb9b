"""Whatever the code of loading can say of a file has its words in both languages."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import DeclarativeBase

from assistant.imports_told.wording import Wording
from assistant.language import LANGUAGES
from assistant.speech.speech import phrases
from engine.imports.kinds.kind import kinds
from engine.store.tables import (
    Appraisal,
    AppraisalItem,
    Course,
    CourseSkill,
    Employee,
    EmployeeCertificate,
    EmployeeSkill,
    Evaluation,
    KpiResult,
    PositionSkill,
    ServiceAgreement,
    SurveyAnswer,
)
from tests.assistant.imports_told.codes import codes

SAID = codes()
# Given through a table or a name, not at the call.
OTHERS = {
    "question": {"currency", "decimal", "kind"},
    "error": {"import_is_draft", "import_is_loaded", "import_is_undone"},
}
EVERY = sorted(
    {(of, code) for of, found in SAID.items() for code in found}
    | {(of, code) for of, found in OTHERS.items() for code in found}
)


def key(of: str, code: str) -> str:
    return f"error.{code}" if of == "error" else f"imports.{of}.{code}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("of", "code"), EVERY)
def test_a_code_has_its_words(of: str, code: str, language: str) -> None:
    known = phrases(language)
    reasons = [one for one in known if one.startswith(f"{key(of, code)}_")]
    assert key(of, code) in known or reasons


def test_the_codes_are_found() -> None:
    assert {"why", "question", "error", "in_the_way"} <= SAID.keys()
    assert {"empty", "no_date", "no_number"} <= SAID["why"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_can_be_chosen_is_called_something(language: str) -> None:
    values = {
        value for kind in kinds().values() for words in kind.words.values() for value in words
    }
    called = {
        one.removeprefix("imports.word.")
        for one in phrases(language)
        if one.startswith("imports.word.")
    }
    assert values - called == set()


# What a file of a kind can correct.
CORRECTED: tuple[tuple[str, type[DeclarativeBase]], ...] = (
    ("people", Employee),
    ("courses", Course),
    ("course_skills", CourseSkill),
    ("requirements", PositionSkill),
    ("skills", EmployeeSkill),
    ("certificates", EmployeeCertificate),
    ("kpi_results", KpiResult),
    ("appraisals", Appraisal),
    ("appraisals", AppraisalItem),
    ("evaluations", Evaluation),
    ("agreements", ServiceAgreement),
    ("survey_answers", SurveyAnswer),
)
# What tells rows apart, follows from other columns, or is no business of people.
NEVER_TOLD = {
    *(
        "id",
        "source",
        "loaded_hourly_cost",
        "email_before",
        "email_since",
        "left_said_at",
        "handle",
        "name_key",
        "surname_key",
        "code",
        "currency",
    ),
    *("assessed_by", "period_start", "period_end", "cycle", "dimension", "measure", "respondent"),
}


@pytest.mark.parametrize(("kind", "table"), CORRECTED)
def test_what_can_be_corrected_has_a_chinese_name(kind: str, table: type[DeclarativeBase]) -> None:
    wording = Wording("zh")
    columns = {one.name for one in table.__table__.columns if not one.foreign_keys}
    unnamed = [one for one in columns - NEVER_TOLD if wording.field(kind, one) == one]
    assert unnamed == []
