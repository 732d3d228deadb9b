"""What speaks for a kind or against it beside its headings: each code of a kind's `[signs]` is
one function here.

Columns of a certain thing, whatever the kind is:
  person_column, course_column, unit_column, position_column, skill_column, certificate_column,
  kpi_column, target_and_actual_by_period (columns of months with
  both), target_and_actual_by_kpi (of things that are none), topic_column (of a need), priority_words, money_column, day_of_training (a column
  of days of courses), document_numbers (of invoices), target_and_actual, rated_without_roster
  (ratings, and nothing that only rosters have), two_day_columns, form_tool_columns (what a form's export adds)
Columns without a name of their own:
  levels_in_columns (two or more of levels 0 to 5), numbers_in_0_5 (the same of one or more),
  many_number_columns (three or more of
  numbers), periods_in_columns (headings are months, quarters or years), questions_in_columns
  (headings ask something), days_in_columns (two or more of days)
  rated_by_many (three or more of whole ratings, and no row a course)
How often a thing stands in the rows:
  money_is_budgeted, one_row_a_person, person_repeats, one_row_a_unit, one_row_a_course, one_row_a_position,
  position_repeats, few_rows
What the sheet, its title or its file is called:
  no_word_of_training, no_word_of_wages, no_word_of_appraisals (neither these nor the headings), says_agreement, says_appraisal, says_evaluation, says_need, says_payroll
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.imports.amounts import plain
from engine.imports.kinds.kind import kinds
from engine.imports.recognising import naming
from engine.imports.recognising.assigning import View
from engine.imports.recognising.contents import Contents
from engine.imports.recognising.headings import (
    PART,
    asks,
    is_heading,
    is_listed,
    matches,
    things_in,
)
from engine.imports.recognising.periods import period_in
from engine.imports.recognising.vocabulary import spellings, vocabulary

ONCE = 0.95
OFTEN = 0.7
MOSTLY = 0.8
ROUGHLY = 0.6
TELLING = 0.45
LEAST_MONEY = 0.25
FEW, MANY = 2, 3
FEW_ROWS = 40

Sign = Callable[[View], bool]


def holds(code: str, view: View) -> bool:
    return SIGNS[code](view)


def named(view: View, kind: str, *fields: str, least: float = PART) -> list[str]:
    """The columns whose headings name one of the fields of a kind."""
    if kind not in kinds():
        return []
    return [
        heading
        for heading in view.table.headings
        if any(
            match.score >= least and name in fields
            for name, match in matches(kind, view.own[heading]).items()
        )
    ]


def of_people(view: View) -> list[str]:
    return named(view, "people", "emp_no", "name", "last_name")


def unnamed(view: View, share: str) -> list[str]:
    """The columns that no kind has a heading for, most of whose cells read as something."""
    return [
        heading
        for heading, contents in view.contents.items()
        if contents.share(share) >= MOSTLY and not is_heading(view.own[heading])
    ]


def _once(view: View, headings: list[str], least: float = ONCE) -> bool:
    return any(_filled(view.contents[one]) and view.contents[one].once >= least for one in headings)


def _filled(contents: Contents) -> bool:
    return contents.filled > 0


def _repeats(view: View, headings: list[str]) -> bool:
    return bool(headings) and all(view.contents[one].once < OFTEN for one in headings)


def _money(view: View) -> bool:
    fields = {
        name: [field.name for field in kind.fields.values() if field.type == "money"]
        for name, kind in kinds().items()
    }
    return any(
        view.contents[heading].share("number") >= LEAST_MONEY
        for kind, names in fields.items()
        for heading in named(view, kind, *names)
    )


def _day_of_training(view: View) -> bool:
    """A day of a course by its heading; one that any day could have, or that the day has on which
    somebody began to work, tells nothing."""
    hired = named(view, "people", "hire_date")
    return any(
        matches("trainings", view.own[heading])["start_date"].weight >= TELLING
        for heading in named(view, "trainings", "start_date")
        if heading not in hired
    )


def _rated_without_roster(view: View) -> bool:
    rated = named(view, "appraisals", "rating", "score")
    roster = ("hire_date", "left_on", "status", "position", "email")
    return bool(rated) and not named(view, "people", *roster)


def _no_word_of_training(view: View) -> bool:
    """Whether nothing says that it is about trainings: a budget may be one for everything."""
    said = plain(" ".join((*naming.names_of(view.table), *view.table.headings)))
    return not any(one in said for one in spellings("training"))


def _no_word_of(kind: str) -> Sign:
    """Whether neither the names around a table nor its headings have a word for a kind: amounts
    may be any, and so may marks."""

    def holds(view: View) -> bool:
        said = plain(" ".join((*naming.names_of(view.table), *view.table.headings)))
        return not any(plain(one) in said for one in vocabulary()["called"][kind])

    return holds


def _money_is_budgeted(view: View) -> bool:
    """Whether all money that is told says in its heading that it is a budget."""
    money = {*named(view, "trainings", "cost", "total_cost"), *named(view, "budgets", "amount")}
    words = [plain(one) for one in vocabulary()["called"]["budgets"]]
    return bool(money) and all(any(one in plain(head) for one in words) for head in money)


def _target_and_actual(view: View) -> bool:
    return all(named(view, "kpi_results", one) for one in ("target", "actual"))


def _target_and_actual_by_period(view: View) -> bool:
    """Whether two periods have a target and a result each, in columns side by side, and nothing
    says that they are of a budget."""
    if naming.calls("budgets", view.table):
        return False
    told: dict[str, set[str]] = {"target": set(), "actual": set()}
    for heading in view.table.headings:
        found = period_in(heading)
        if found is not None and found.rest and "budget" not in things_in(found.rest):
            for name, match in matches("kpi_results", found.rest).items():
                if name in told and match.score >= PART:
                    told[name].add(found.text)
    return len(told["target"] & told["actual"]) >= FEW


def _target_and_actual_by_kpi(view: View) -> bool:
    return len({thing for thing, _ in view.parts("kpi_results").values()}) >= FEW


def _rated_by_many(view: View) -> bool:
    """Whether rows are answers of people whom nobody names: three columns or more of whole
    ratings, and more rows than courses."""
    whole = [
        contents
        for contents in view.contents.values()
        if contents.share("level") >= MOSTLY
        and contents.share("whole") >= MOSTLY
        and contents.once < OFTEN
    ]
    courses = named(view, "evaluations", "course")
    is_by_course = any(view.contents[one].once >= OFTEN for one in courses)
    return len(whole) >= MANY and len(view.table) > MANY and not is_by_course


def _days(view: View) -> int:
    return sum(contents.share("day") >= MOSTLY for contents in view.contents.values())


SIGNS: Mapping[str, Sign] = {
    "person_column": lambda view: bool(of_people(view)),
    "course_column": lambda view: bool(named(view, "trainings", "course")),
    "unit_column": lambda view: bool(named(view, "people", "unit", "unit_1")),
    "position_column": lambda view: bool(named(view, "people", "position")),
    "skill_column": lambda view: bool(named(view, "skills", "skill")),
    "certificate_column": lambda view: bool(named(view, "certificates", "certificate")),
    "kpi_column": lambda view: bool(named(view, "kpi_results", "kpi")),
    "topic_column": lambda view: bool(named(view, "needs", "topic", least=ROUGHLY)),
    "priority_words": lambda view: bool(named(view, "needs", "priority")),
    "no_word_of_training": _no_word_of_training,
    "no_word_of_wages": _no_word_of("payroll"),
    "no_word_of_appraisals": _no_word_of("appraisals"),
    "target_and_actual": _target_and_actual,
    "target_and_actual_by_period": _target_and_actual_by_period,
    "target_and_actual_by_kpi": _target_and_actual_by_kpi,
    "rated_by_many": _rated_by_many,
    "two_day_columns": lambda view: _days(view) >= FEW,
    "form_tool_columns": lambda view: any(is_listed("forms", one) for one in view.table.headings),
    "money_column": _money,
    "day_of_training": _day_of_training,
    "rated_without_roster": _rated_without_roster,
    "document_numbers": lambda view: bool(named(view, "invoices", "number")),
    "levels_in_columns": lambda view: len(unnamed(view, "level")) >= FEW,
    "numbers_in_0_5": lambda view: bool(unnamed(view, "level")),
    "money_is_budgeted": _money_is_budgeted,
    "many_number_columns": lambda view: len(unnamed(view, "number")) >= MANY,
    "days_in_columns": lambda view: len(unnamed(view, "day")) >= FEW,
    "periods_in_columns": lambda view: (
        sum(period_in(one) is not None for one in view.table.headings) >= FEW
    ),
    "questions_in_columns": lambda view: sum(map(asks, view.table.headings)) >= FEW,
    "one_row_a_person": lambda view: _once(view, of_people(view)),
    "person_repeats": lambda view: _repeats(view, of_people(view)),
    "one_row_a_unit": lambda view: _once(view, named(view, "organisation", "unit", "path")),
    "one_row_a_course": lambda view: _once(view, named(view, "courses", "name", "code")),
    "one_row_a_position": lambda view: _once(view, named(view, "people", "position")),
    "position_repeats": lambda view: _repeats(view, named(view, "people", "position")),
    "few_rows": lambda view: len(view.table) <= FEW_ROWS,
    "says_agreement": lambda view: naming.calls("agreements", view.table),
    "says_appraisal": lambda view: naming.calls("appraisals", view.table),
    "says_evaluation": lambda view: naming.calls("evaluations", view.table),
    "says_need": lambda view: naming.calls("needs", view.table),
    "says_payroll": lambda view: naming.calls("payroll", view.table),
}
