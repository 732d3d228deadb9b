"""Certificates held: days as the file has them, or by how long a certificate holds."""

from datetime import date

from sqlalchemy import select

from engine.imports.sheet_mapping import FieldMap, SheetMapping
from engine.queries.certificates import person_certificates
from engine.store.database import Database
from engine.store.tables import Certificate, Employee, EmployeeCertificate
from tests.engine.imports.tables import asked, changed, fates, load, refused, sheet, table

HEAD = "工号,姓名,证书名称,发证日期,有效期至\n"


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


ENDS = "工号,证书名称,有效期至\n"


def test_a_last_day_alone_is_kept_alone_where_nobody_knows_how_long_it_holds(
    store: Database,
) -> None:
    made = table("工号,叉车证,电工证\n000001,2026-05-10,\n000002,2027-01-31,-\n")
    maps = [FieldMap(field="emp_no", column="工号")]
    maps += [
        FieldMap(field="expires_on", column=one, of={"certificate": one})
        for one in ("叉车证", "电工证")
    ]
    mapping = SheetMapping(
        file="f.csv", sheet="", fingerprint="", kind="certificates", fields=tuple(maps)
    )
    for right in ({"ADDED": 2}, {"SAME": 2}):
        (report,) = load(store, (made, mapping))
        assert (fates(report), asked(report)) == (right, [])
    assert held(store) == [
        ("000001", "叉车证", "None", "2026-05-10"),
        ("000002", "叉车证", "None", "2027-01-31"),
    ]


def test_the_day_of_issue_follows_from_how_long_it_holds(store: Database) -> None:
    names = sheet("certificate_names", "证书名称,有效期(年)\n叉车证,4\n")
    load(store, sheet("certificates", ENDS + "000002,叉车证,2027-01-31\n"), names)
    assert held(store) == [("000002", "叉车证", "2023-01-31", "2027-01-31")]


def test_a_later_last_day_is_a_renewal(store: Database) -> None:
    for day in ("2026-05-10", "2030-05-10"):
        (report,) = load(store, sheet("certificates", f"{ENDS}000001,叉车证,{day}\n"))
        assert fates(report) == {"ADDED": 1}
    with store.reading() as session:
        one = session.get_one(Employee, 1)
        (found,) = person_certificates(session, one, date(2027, 1, 1))
    assert (found.status, found.expires_on) == ("valid", date(2030, 5, 10))


def test_the_day_of_issue_that_a_later_file_tells_makes_no_second_one(store: Database) -> None:
    load(store, sheet("certificates", ENDS + "000001,叉车证,2026-05-10\n"))
    text = HEAD + "000001,,叉车证,2022-05-11,2026-05-10\n"
    (report,) = load(store, sheet("certificates", text))
    assert changed(report) == [("issued_on", "—", "2022-05-11")]
    assert fates(report) == {"CHANGED": 1}
    assert held(store) == [("000001", "叉车证", "2022-05-11", "2026-05-10")]
    (report,) = load(store, sheet("certificates", text))
    assert fates(report) == {"SAME": 1}


def test_a_corrected_day_of_issue_corrects(store: Database) -> None:
    load(store, sheet("certificates", HEAD + "000001,,叉车证,2022-05-11,2026-05-10\n"))
    (report,) = load(store, sheet("certificates", HEAD + "000001,,叉车证,2022-05-12,2026-05-10\n"))
    assert changed(report) == [("issued_on", "2022-05-11", "2022-05-12")]
    assert held(store) == [("000001", "叉车证", "2022-05-12", "2026-05-10")]


def test_two_that_one_file_has_stay_two(store: Database) -> None:
    text = HEAD + "000001,,叉车证,2022-05-11,2026-05-10\n000001,,叉车证,2023-05-11,2026-05-10\n"
    for right in ({"ADDED": 2}, {"SAME": 2}):
        (report,) = load(store, sheet("certificates", text))
        assert fates(report) == right
