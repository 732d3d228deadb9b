"""Which report a message asks for, and as what kind of file."""

from __future__ import annotations

import re

# The first that is named; the budget where none is.
KINDS = (
    ("effects", re.compile(r"效果|评估|满意|effect|evaluation|roi", re.I)),
    ("gaps", re.compile(r"差距|短板|技能|能力|缺口|证书|skill|gap|competenc", re.I)),
    ("priorities", re.compile(r"优先|排名|排序|需求(?!表)|榜|priorit|rank|needs?\b", re.I)),
    ("requests", re.compile(r"申请|单子|审批|request|application|approval", re.I)),
    (
        "history",
        re.compile(
            r"历史|记录|台账|去年|课程|培训清单|history|record|courses?\b|trainings? (?:held|list)",
            re.I,
        ),
    ),
    ("budget", re.compile(r"预算|余额|支出|费用|分配|budget|spend|cost|allocation|ledger", re.I)),
)
FORMATS = (
    ("pdf", re.compile(r"pdf|打印|报告|print|paper|board", re.I)),
    ("csv", re.compile(r"csv|原始数据|raw data", re.I)),
    ("xlsx", re.compile(r"xlsx?|excel|表格|表|sheet", re.I)),
)


def read_report(text: str) -> tuple[str | None, str]:
    """The kind of report, None where none is named, and the format (XLSX unless said)."""
    kind = next((name for name, pattern in KINDS if pattern.search(text)), None)
    return kind, next((name for name, pattern in FORMATS if pattern.search(text)), "xlsx")
