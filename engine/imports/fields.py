"""What a spreadsheet's columns can mean, by the names people give them."""

from __future__ import annotations

from dataclasses import dataclass


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
