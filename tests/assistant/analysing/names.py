"""Names of the sample company as they are said: what is said, the kind, the code."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, str]] = {
    "设备操作": ("skill", "SK-EQ"),
    "equipment operation": ("skill", "SK-EQ"),
    "精益生产": ("course", "TC-LEAN"),
    "lean": ("course", "TC-LEAN"),
    "客户跟进": ("course", "TC-FUP"),
    "customer follow-up": ("course", "TC-FUP"),
    "团队建设": ("course", "TC-TEAM"),
    "team building": ("course", "TC-TEAM"),
    "凝聚力培训": ("course", "TC-COH"),
    "cohesion course": ("course", "TC-COH"),
    "故障": ("kpi", "KP-FLT"),
    "faults": ("kpi", "KP-FLT"),
    "良品率": ("kpi", "KP-YLD"),
    "yield": ("kpi", "KP-YLD"),
    "产能": ("kpi", "KP-CAP"),
    "capacity": ("kpi", "KP-CAP"),
    "转化率": ("kpi", "KP-CONV"),
    "conversion": ("kpi", "KP-CONV"),
    "销售额": ("kpi", "KP-SALES"),
    "sales": ("kpi", "KP-SALES"),
    "一车间": ("department", "W1"),
    "workshop 1": ("department", "W1"),
}
