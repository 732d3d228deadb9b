"""Things are found by any of their names, and made once."""

import pytest
from sqlalchemy import func, select

from engine.imports.reading.rows import Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.catalogue import Catalogue
from engine.store.database import Database
from engine.store.tables import Alias, Skill


def a_report() -> SheetReport:
    return SheetReport(file="f.csv", sheet="", kind="skills")


def test_a_thing_is_found_by_code_name_and_other_name(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        session.add(Skill(code="SK-1", name="CO2 焊接", name_en="CO2 Welding"))
        session.add(Alias(kind="skill", code="SK-1", name="气保焊"))
        session.flush()
        skills = Catalogue(session, Skill)
        for text in ("sk-1", "CO2焊接", "ＣＯ２ 焊接", "co2  welding", "气保焊"):
            assert getattr(skills.find(text), "code", None) == "SK-1", text
        assert skills.find("焊接") is None


def test_two_spellings_make_one_thing(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        skills, report = Catalogue(session, Skill), a_report()
        one = skills.find_or_add("A/B testing", report)
        assert skills.find_or_add("a/b  Testing", report) is one
        assert (one.code, report.things["skill"]) == ("A-B testing", 1)
        assert session.scalar(select(func.count()).select_from(Skill)) == 1


def test_a_name_of_several_is_nobodys(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        session.add_all([Skill(code="1", name="焊接"), Skill(code="2", name="焊接")])
        session.flush()
        with pytest.raises(Wrong, match="several_of_that_name"):
            Catalogue(session, Skill).find("焊接")


def test_a_code_of_its_own_replaces_one_that_was_made(empty_store: Database) -> None:
    with empty_store.transaction() as session:
        skills = Catalogue(session, Skill)
        welding = skills.add("焊接", a_report())
        skills.also(welding, ["电焊"])
        assert skills.recode(welding, "SK-9")
        assert not skills.recode(welding, "SK-10")
        session.flush()
        found = Catalogue(session, Skill)
        assert found.find("SK-9") is found.find("电焊") is welding
