"""Certificates held: days as the file has them, or by how long a certificate holds."""

import pytest
from sqlalchemy import select

from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.store.database import Database
from engine.store.tables import Certificate, Employee, EmployeeCertificate
from tests.engine.imports.loading.people import add_company
from tests.engine.imports.tables import asked, changed, fates, load, refused, sheet, table

HEAD = "工号,姓名,证书名称,发证日期,有效期至\n"


@pytest.fixture
def store(either_store: Database) -> Database:
    add_company(either_store)
    return either_store


def held(database: Database) -> list[tuple[str, str, str, str]]:
    with database.reading() as session:
        rows = session.execute(
            select(
                Employee.emp_no,
                Certificate.name,
                EmployeeCertificate.issued_on,
                EmployeeCertificate.expires_on,
            )
            .join(Employee, Employee.id == EmployeeCertificate.employee_id)
            .join(Certificate, Certificate.id == EmployeeCertificate.certificate_id)
            .order_by(Employee.emp_no, EmployeeCertificate.issued_on)
        )
        return [(no, name, str(one), str(two)) for no, name, one, two in rows]


def test_renewed_is_new_corrected_is_changed_again_is_the_same(store: Database) -> None:
    text = HEAD + "000001,赵伟芳,叉车证,2022-05-11,2026-05-10\n000002,,电工证,2023-01-01,\n"
    text += ",,高处作业证,,\n000003,,叉车证,2025-01-01,2024-01-01\n"
    (report,) = load(store, sheet("certificates", text))
    assert (fates(report), report.things["certificate"]) == ({"REFUSED": 2, "ADDED": 2}, 2)
    assert refused(report) == [(4, "empty"), (5, "ends_before_it_begins")]
    more = HEAD + "000001,,叉车证,2026-05-09,2030-05-08\n000001,,叉车证,2022-05-11,2026-05-11\n"
    (report,) = load(store, sheet("certificates", more + "000002,,电工证,2023-01-01,\n"))
    assert fates(report) == {"SAME": 1, "CHANGED": 1, "ADDED": 1}
    assert changed(report) == [("expires_on", "2026-05-10", "2026-05-11")]
    assert held(store) == [
        ("000001", "叉车证", "2022-05-11", "2026-05-11"),
        ("000001", "叉车证", "2026-05-09", "2030-05-08"),
        ("000002", "电工证", "2023-01-01", "None"),
    ]


def test_the_last_day_follows_from_how_long_it_holds(store: Database) -> None:
    names = sheet("certificate_names", "证书名称,有效期(年)\n叉车证,4\n")
    one = sheet("certificates", HEAD + "000001,,叉车证,2022-05-11,\n")
    load(store, one, names)
    assert held(store) == [("000001", "叉车证", "2022-05-11", "2026-05-11")]


def test_of_a_last_day_alone_it_is_asked_how_long_it_holds(store: Database) -> None:
    made = table("工号,叉车证,电工证\n000001,2026-05-10,\n000002,2027-01-31,-\n")
    maps = [FieldMap(field="emp_no", column="工号")]
    maps += [
        FieldMap(field="expires_on", column=one, of={"certificate": one})
        for one in ("叉车证", "电工证")
    ]
    mapping = SheetMapping(
        file="f.csv", sheet="", fingerprint="", kind="certificates", fields=tuple(maps)
    )
    (report,) = load(store, (made, mapping))
    assert (fates(report), asked(report)) == ({"LEFT_OUT": 2}, ["validity_months:f.csv"])
    assert report.questions[0].args["certificate"] == "叉车证"
    for right in ({"ADDED": 2}, {"SAME": 2}):
        (report,) = load(store, (made, mapping), answers={"validity_months:叉车证": "48"})
        assert fates(report) == right
    assert held(store)[1] == ("000002", "叉车证", "2023-01-31", "2027-01-31")
