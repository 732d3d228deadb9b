"""What a spreadsheet's columns can mean, by the names people give them."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What a column of money is called: what it is for, and that it is money. Words apart, small.
_PAID = "costs?|fees?|prices?|amounts?|expenses?|charges?|spend|spending"
_FOR = (
    "total|overall|sum|course|courses|training|trainings|seminar|programme|program|class|learning"
    "|tuition|net|gross|actual|paid|travel|trip|hotel|accommodation|material|materials|exam|trainer"
    "|instructor|venue|other|additional|extra|per|head|person|unit"
)
_MONEY_WORDS = re.compile(rf"(?:(?:{_FOR}) )*(?:{_PAID})(?: (?:{_FOR}))*")
_MONEY_CHINESE = re.compile(
    "(?:总|合计|课程|课时|培训|學習|学习|教育|培訓|課程|研修|実際|实际|实付|差旅|交通|住宿|食宿|教材|资料|材料|考试|讲师|场地|其他|人均)*"
    "(?:费用?|費用?|金额|金額|成本|价格|價格|花费|支出|受講料)(?:合计|总额|合計|总计)?"
)


def names_money(heading: str) -> bool:
    """Whether a heading (without its unit) is that of a column of money."""
    words = " ".join(re.sub(r"[_\-/.]", " ", heading).split())
    return bool(_MONEY_WORDS.fullmatch(words) or _MONEY_CHINESE.fullmatch(words.replace(" ", "")))


@dataclass(frozen=True, slots=True)
class Field:
    """`content` (text, date, number, money) must fit most cells of a column for it to be this."""

    name: str
    headings: tuple[str, ...]
    content: str = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of spreadsheet; `many` takes every numeric column that nothing else takes."""

    name: str
    fields: tuple[Field, ...]
    many: str | None = None


_EMP_NO = Field(
    "emp_no",
    (
        "employeeid",
        "empno",
        "empid",
        "staffid",
        "employeenumber",
        "工号",
        "员工编号",
        "员工号",
        "人员编号",
    ),
    required=True,
)
EMPLOYEES = Kind(
    "employees",
    (
        _EMP_NO,
        Field("name", ("name", "fullname", "employeename", "姓名", "员工姓名")),
        Field("first_name", ("firstname", "givenname", "名")),
        Field("last_name", ("lastname", "surname", "familyname", "姓")),
        Field(
            "department",
            ("department", "departmenttype", "dept", "orgunit", "部门", "所属部门"),
            required=True,
        ),
        Field("position", ("title", "position", "jobtitle", "岗位", "职位", "职务")),
        Field("hire_date", ("startdate", "hiredate", "joindate", "入职日期", "入职时间"), "date"),
        Field(
            "moved_on",
            (
                "effectivedate",
                "transferdate",
                "movedate",
                "movedon",
                "effectivefrom",
                "调动日期",
                "变动日期",
                "异动日期",
                "生效日期",
                "调岗日期",
            ),
            "date",
        ),
        Field("status", ("employeestatus", "status", "状态", "在职状态", "员工状态")),
        Field(
            "email", ("email", "emailaddress", "mail", "ademail", "邮箱", "电子邮箱", "电子邮件")
        ),
        Field("education", ("education", "degree", "学历")),
        Field("rating", ("performancescore", "performancerating", "绩效等级", "考核等级")),
        Field(
            "score",
            ("currentemployeerating", "appraisalscore", "绩效分", "考核分数", "绩效得分"),
            "number",
        ),
    ),
)
TRAININGS = Kind(
    "trainings",
    (
        _EMP_NO,
        Field(
            "course",
            (
                "trainingprogramname",
                "course",
                "coursename",
                "programme",
                "program",
                "training",
                "课程",
                "课程名称",
                "培训名称",
                "培训项目",
            ),
            required=True,
        ),
        Field(
            "start_date",
            ("trainingdate", "date", "startdate", "培训日期", "开始日期", "开始时间", "日期"),
            "date",
            required=True,
        ),
        Field("delivery", ("trainingtype", "delivery", "type", "培训方式", "培训类型")),
        Field(
            "outcome",
            (
                "trainingoutcome",
                "outcome",
                "result",
                "结果",
                "培训结果",
                "是否通过",
                "status",
                "trainingstatus",
                "completionstatus",
                "完成状态",
                "参训状态",
            ),
        ),
        Field("location", ("location", "place", "venue", "地点", "培训地点")),
        Field("instructor", ("trainer", "instructor", "teacher", "讲师", "培训讲师")),
        Field(
            "days", ("trainingdurationdays", "durationdays", "days", "天数", "培训天数"), "number"
        ),
        Field(
            "cost",
            (
                "trainingcost",
                "cost",
                "amount",
                "fee",
                "fees",
                "price",
                "费用",
                "培训费用",
                "金额",
                "培训费",
                "费用金额",
            ),
            "money",
            required=True,
        ),
        Field("currency", ("currency", "currencycode", "币种", "货币", "币别", "货币单位")),
    ),
)
SURVEY = Kind(
    "survey",
    (
        _EMP_NO,
        Field(
            "answered_on",
            ("surveydate", "date", "answeredon", "填写日期", "调查日期", "日期"),
            "date",
            required=True,
        ),
    ),
    many="score",
)
KINDS = {kind.name: kind for kind in (EMPLOYEES, TRAININGS, SURVEY)}
