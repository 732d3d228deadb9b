"""Lists of who was in the sessions of another sheet."""

import dataclasses

from engine.imports.recognising.joins import joined
from engine.imports.recognising.proposing import propose
from tests.engine.imports.recognising.tables import a_table, columns

SESSIONS = a_table(
    "Run No.|Programme|From|To|Total cost|No. of pax",
    "R-01|Forklift|2025-02-17|2025-02-17|2527|2",
    "R-02|Excel|2025-07-28|2025-07-29|4830|1",
    file="t.xlsx",
    sheet="Sessions",
)
PEOPLE = a_table(
    "Run No.|Staff No.|Name|Attended?",
    "R-01|S1|Ann|Yes",
    "R-01|S2|Bob|No",
    "R-02|S1|Ann|Yes",
    file="t.xlsx",
    sheet="Attendees",
)


def test_the_number_of_the_session_tells_its_course_and_days() -> None:
    _, attended = propose([SESSIONS, PEOPLE])
    held = columns(attended)
    assert attended.mapping.kind == "trainings"
    assert (held["course"], held["start_date"], held["emp_no"]) == (
        "Programme",
        "From",
        "Staff No.",
    )
    whole = joined(PEOPLE, attended.mapping, [SESSIONS, PEOPLE])
    assert list(whole.column("Programme") or ()) == ["Forklift", "Forklift", "Excel"]


def test_numbers_that_no_session_has_tell_nothing() -> None:
    strangers = dataclasses.replace(
        PEOPLE,
        columns=(
            dataclasses.replace(PEOPLE.columns[0], texts=("X-1", "X-2")),
            *PEOPLE.columns[1:],
        ),
    )
    _, attended = propose([SESSIONS, strangers])
    assert attended.mapping.joins == ()
    assert attended.mapping.kind != "trainings"
