"""What the sample company calls things: skills, courses, positions, KPIs, other names."""

from __future__ import annotations

from decimal import Decimal

from engine.sample.rows import Rows
from engine.store.tables import (
    Alias,
    Certificate,
    Course,
    CourseSkill,
    Kpi,
    KpiLink,
    KpiSkill,
    Position,
    PositionCertificate,
    PositionSkill,
    Skill,
)

SKILLS = [
    # code, name, English name, other names
    ("SK-EQ", "设备操作", "equipment operation", ["设备操作技能", "机台操作", "machine operation"]),
    ("SK-EQS", "设备操作规范", "equipment operating standards", ["操作规范", "操作规程", "SOP"]),
    ("SK-LEAN", "精益生产", "lean production", ["精益", "lean manufacturing", "lean"]),
    ("SK-IOT", "工业互联网", "industrial internet", ["IIoT", "industrial IoT"]),
    ("SK-NEG", "客户谈判", "negotiation", ["商务谈判", "谈判", "customer negotiation"]),
    ("SK-FUP", "客户跟进技巧", "customer follow-up", ["客户跟进", "follow-up"]),
    ("SK-MGT", "管理技能", "management skills", ["带团队", "people management"]),
    ("SK-STM", "店长管理", "store management", ["门店管理"]),
    ("SK-SAL", "导购销售技巧", "sales assistance", ["导购技巧", "retail selling"]),
    ("SK-ARC", "分布式架构", "distributed architecture", ["分布式", "distributed systems"]),
    ("SK-XLS", "Excel", "Excel", ["表格", "数据透视表", "透视表", "pivot tables"]),
    ("SK-SAF", "安全生产", "workplace safety", ["生产安全", "safety"]),
    ("SK-ENG", "商务英语", "business English", ["英语"]),
]
COURSES = [
    # code, name, English name, category, capacity, mandatory, skill, gain, other names
    (
        "TC-EQ",
        "设备操作技能培训",
        "Equipment operation",
        "production",
        30,
        False,
        "SK-EQ",
        "0.5",
        [
            "设备操作培训",
            "设备操作课程",
            "equipment operation training",
            "machine operation training",
        ],
    ),
    (
        "TC-EQS",
        "设备操作规范培训",
        "Equipment operating standards",
        "production",
        30,
        False,
        "SK-EQS",
        "0.5",
        ["操作规范培训", "操作规程培训", "SOP training"],
    ),
    (
        "TC-LEAN",
        "精益生产培训",
        "Lean production",
        "production",
        25,
        False,
        "SK-LEAN",
        "0.6",
        ["精益培训", "lean training", "lean production training"],
    ),
    (
        "TC-IOT",
        "工业互联网技能培训",
        "Industrial internet",
        "technology",
        25,
        False,
        "SK-IOT",
        "0.8",
        ["工业互联网培训", "industrial internet training"],
    ),
    (
        "TC-NEG",
        "客户谈判进阶",
        "Advanced negotiation",
        "sales",
        20,
        False,
        "SK-NEG",
        "0.6",
        ["客户谈判培训", "谈判培训", "negotiation training", "advanced negotiation training"],
    ),
    (
        "TC-FUP",
        "客户跟进技巧培训",
        "Customer follow-up",
        "sales",
        25,
        False,
        "SK-FUP",
        "0.5",
        ["客户跟进培训", "follow-up training", "customer follow-up training"],
    ),
    (
        "TC-MGT",
        "管理技能培训",
        "Management skills",
        "management",
        25,
        False,
        "SK-MGT",
        "0.5",
        ["管理培训", "班组长管理", "management training", "leadership training"],
    ),
    (
        "TC-STM",
        "店长管理培训",
        "Store management",
        "retail",
        25,
        False,
        "SK-STM",
        "0.5",
        ["店长培训", "store manager training", "store management training"],
    ),
    (
        "TC-SAL",
        "导购销售技巧培训",
        "Sales assistance",
        "retail",
        25,
        False,
        "SK-SAL",
        "0.5",
        ["导购培训", "导购销售培训", "sales assistant training"],
    ),
    (
        "TC-RET",
        "零售常规培训",
        "Retail basics",
        "retail",
        35,
        False,
        None,
        None,
        ["常规培训", "retail basics training"],
    ),
    (
        "TC-ARC",
        "分布式架构课程",
        "Distributed architecture",
        "technology",
        20,
        False,
        "SK-ARC",
        "0.8",
        ["分布式架构培训", "distributed architecture training"],
    ),
    (
        "TC-TEAM",
        "团队建设培训",
        "Team building",
        "general",
        50,
        False,
        None,
        None,
        ["团建", "团队建设", "team building training"],
    ),
    (
        "TC-COH",
        "员工凝聚力培训",
        "Employee cohesion",
        "general",
        50,
        False,
        None,
        None,
        ["凝聚力培训", "cohesion training"],
    ),
    (
        "TC-SAF",
        "安全生产培训",
        "Workplace safety",
        "mandatory",
        50,
        True,
        "SK-SAF",
        "0.3",
        ["安全培训", "safety training"],
    ),
    (
        "TC-XLS",
        "Excel数据分析培训",
        "Excel data analysis",
        "general",
        30,
        False,
        "SK-XLS",
        "0.7",
        ["Excel培训", "表格培训", "Excel training"],
    ),
]
POSITIONS = [
    # code, name, English name, family, {skill: (required level, criticality)}, other names
    (
        "PO-LINE",
        "一线工人",
        "line worker",
        "production",
        {"SK-EQ": ("3.5", "0.9"), "SK-EQS": ("3.5", "0.8"), "SK-SAF": ("3", "1")},
        ["操作工", "工人", "line workers", "operators"],
    ),
    (
        "PO-TL",
        "班组长",
        "team leader",
        "production",
        {"SK-EQ": ("4", "0.6"), "SK-MGT": ("3", "0.7"), "SK-LEAN": ("3", "0.6")},
        ["班长", "组长", "team leaders"],
    ),
    (
        "PO-QC",
        "质检员",
        "quality inspector",
        "production",
        {"SK-EQS": ("3", "0.6")},
        ["质检", "quality inspectors"],
    ),
    (
        "PO-JREP",
        "初级客户经理",
        "junior account manager",
        "sales",
        {"SK-NEG": ("2", "0.4"), "SK-FUP": ("3", "0.7")},
        ["junior sales reps", "junior reps"],
    ),
    (
        "PO-SREP",
        "高级客户经理",
        "senior account manager",
        "sales",
        {"SK-NEG": ("4", "0.9"), "SK-FUP": ("3", "0.8")},
        ["senior sales reps", "senior reps"],
    ),
    ("PO-STM", "店长", "store manager", "retail", {"SK-STM": ("3.5", "0.8")}, ["store managers"]),
    (
        "PO-SAL",
        "导购",
        "sales assistant",
        "retail",
        {"SK-SAL": ("3", "0.7")},
        ["导购员", "店员", "sales assistants"],
    ),
    (
        "PO-JAVA",
        "Java开发工程师",
        "Java developer",
        "technology",
        {"SK-ARC": ("3", "0.8")},
        ["Java工程师", "Java开发", "Java developers"],
    ),
    ("PO-TEST", "测试工程师", "test engineer", "technology", {}, ["测试", "test engineers"]),
    ("PO-OFF", "职员", "office staff", "office", {"SK-XLS": ("3", "0.3")}, []),
    ("PO-HEAD", "部门负责人", "department head", "management", {"SK-MGT": ("3.5", "0.6")}, []),
]
KPIS = [
    # code, name, English name, unit, direction, skill, other names
    (
        "KP-FLT",
        "设备故障次数",
        "equipment faults",
        "count",
        "lower",
        "SK-EQ",
        ["故障率", "故障次数", "故障", "faults"],
    ),
    ("KP-FLTALL", "故障总次数", "faults of all causes", "count", "lower", None, []),
    ("KP-CAP", "产能", "capacity", "count", "higher", None, ["产量", "output"]),
    ("KP-YLD", "良品率", "yield", "share", "higher", "SK-EQS", ["合格率", "yield rate"]),
    ("KP-SALES", "销售额", "sales", "money", "higher", None, ["业绩", "revenue"]),
    ("KP-CUST", "客户数量", "number of customers", "count", "higher", None, ["客户数"]),
    ("KP-TICKET", "客单价", "average order value", "money", "higher", None, []),
    (
        "KP-CONV",
        "客户转化率",
        "conversion rate",
        "share",
        "higher",
        "SK-FUP",
        ["转化率", "conversion"],
    ),
]
# What one level more of the skill behind a KPI moves it by, in points; or relatively.
KPI_SKILLS = {"KP-CONV": ("0.05", "pp"), "KP-FLT": ("-1.5", "relative")}


def add_catalogue(rows: Rows) -> None:
    _add_skills(rows)
    _add_courses(rows)
    _add_positions(rows)
    _add_kpis(rows)


def _add_skills(rows: Rows) -> None:
    for code, name, name_en, others in SKILLS:
        rows.add(Skill, code=code, name=name, name_en=name_en)
        _add_aliases(rows, "skill", code, others)
    rows.add(
        Certificate,
        code="CE-ARC",
        name="分布式架构认证",
        name_en="distributed architecture certificate",
        skill_id=rows.by_code(Skill, "SK-ARC"),
    )


def _add_courses(rows: Rows) -> None:
    for code, name, name_en, category, capacity, mandatory, skill, gain, others in COURSES:
        course = rows.add(
            Course,
            code=code,
            name=name,
            name_en=name_en,
            category=category,
            capacity=capacity,
            mandatory=mandatory,
            delivery="internal",
            hours=Decimal(16),
        )
        if skill and gain:
            rows.add(
                CourseSkill,
                course_id=course,
                skill_id=rows.by_code(Skill, skill),
                expected_gain=Decimal(gain),
            )
        _add_aliases(rows, "course", code, others)


def _add_positions(rows: Rows) -> None:
    for code, name, name_en, family, required, others in POSITIONS:
        position = rows.add(Position, code=code, name=name, name_en=name_en, family=family)
        for skill, (required_level, criticality) in required.items():
            rows.add(
                PositionSkill,
                position_id=position,
                skill_id=rows.by_code(Skill, skill),
                required_level=Decimal(required_level),
                criticality=Decimal(criticality),
            )
        _add_aliases(rows, "position", code, others)
    rows.add(
        PositionCertificate,
        position_id=rows.by_code(Position, "PO-JAVA"),
        certificate_id=rows.by_code(Certificate, "CE-ARC"),
    )


def _add_kpis(rows: Rows) -> None:
    for code, name, name_en, unit, direction, skill, others in KPIS:
        rows.add(
            Kpi,
            code=code,
            name=name,
            name_en=name_en,
            unit=unit,
            direction=direction,
        )
        if skill:
            coefficient, coefficient_unit = KPI_SKILLS.get(code, (None, None))
            rows.add(
                KpiSkill,
                kpi_id=rows.by_code(Kpi, code),
                skill_id=rows.by_code(Skill, skill),
                coefficient=Decimal(coefficient) if coefficient else None,
                coefficient_unit=coefficient_unit,
            )
        _add_aliases(rows, "kpi", code, others)
    rows.add(
        KpiLink,
        parent_id=rows.by_code(Kpi, "KP-FLTALL"),
        child_id=rows.by_code(Kpi, "KP-FLT"),
        form="sum",
    )
    rows.add(
        KpiLink,
        parent_id=rows.by_code(Kpi, "KP-CAP"),
        child_id=rows.by_code(Kpi, "KP-FLT"),
        form="elasticity",
        coefficient=Decimal("-0.666667"),
        coefficient_unit="relative",
    )
    for child in ("KP-CUST", "KP-TICKET", "KP-CONV"):
        rows.add(
            KpiLink,
            parent_id=rows.by_code(Kpi, "KP-SALES"),
            child_id=rows.by_code(Kpi, child),
            form="product",
        )


def _add_aliases(rows: Rows, kind: str, code: str, names: list[str]) -> None:
    for name in names:
        rows.add(Alias, kind=kind, code=code, name=name)
