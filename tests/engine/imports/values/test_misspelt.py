"""Names that are misspelt, and names that differ in earnest."""

from __future__ import annotations

import pytest

from engine.imports.values.misspelt import is_misspelt, nearest

ONE = (
    ("冲压车问", "冲压车间"),
    ("冲车压间", "冲压车间"),
    ("冲压 车间", "冲压车间"),
    ("沖壓車間", "冲压车间"),
    ("消售部", "销售部"),
    ("CNC编成", "CNC编程"),
    ("研发中新", "研发中心"),
    ("财务", "财务部"),
    ("焊接培训", "焊接陪训"),
    ("设备操作培训", "设备操作培训课程"),
    ("Welding Basics ", "Welding basic"),
    ("Sales Dept.", "Sales Department"),
    ("Department of Sales", "Sales Department"),
    ("Maint. Workshop", "Maintenance Workshop"),
    ("Mgmt Basics", "Management Basics"),
    ("Health & Safety", "Health and Safety"),
    ("Fork lift operation", "Forklift operation"),
    ("Recieving", "Receiving"),
    ("Communcation skills", "Communication skills"),
    ("Schweissen Grundlagen", "Schweißen Grundlagen"),
    ("Abteilung Vertrieb", "Vertrieb"),
)
TWO = (
    ("一车间", "二车间"),
    ("A班", "B班"),
    ("甲班", "乙班"),
    ("早班", "晚班"),
    ("华东大区", "华南大区"),
    ("上海分公司", "海南分公司"),
    ("生产部", "生产一部"),
    ("装配车间", "总装配车间"),
    ("机加工车间", "机加工一车间"),
    ("冲压车间", "冲床车间"),
    ("冲压车间", "焊接车间"),
    ("财务部", "财务科"),
    ("采购部", "采编部"),
    ("人事部", "人资部"),
    ("生产部", "生活部"),
    ("质量部", "质检部"),
    ("初级焊工", "高级焊工"),
    ("设备操作（初级）", "设备操作（中级）"),
    ("设备操作（初级）", "设备操作"),
    ("Python入门", "Python进阶"),
    ("Level 1", "Level 2"),
    ("Line 10", "Line 100"),
    ("Store 12", "Store 21"),
    ("Team A", "Team B"),
    ("Welding II", "Welding III"),
    ("Welding", "Welding advanced"),
    ("ISO 9001", "ISO 14001"),
    ("Sales North", "Sales South"),
    ("Day shift", "Night shift"),
    ("Inbound", "Outbound"),
    ("Import", "Export"),
    ("Internal audit", "External audit"),
    ("Product", "Production"),
    ("HR", "IT"),
)


@pytest.mark.parametrize(("one", "other"), ONE)
def test_two_spellings_of_one(one: str, other: str) -> None:
    assert is_misspelt(one, other)
    assert is_misspelt(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_what_differs_in_earnest(one: str, other: str) -> None:
    assert not is_misspelt(one, other)
    assert not is_misspelt(other, one)


def test_the_nearest_is_meant() -> None:
    known = ["Welding basic", "Welding basics course", "Wedding"]
    assert nearest("Welding basics", known) == "Welding basic"
