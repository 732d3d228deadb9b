"""Names of people, and of levels, by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.understanding.names.name import Name
from assistant.understanding.names.vocabulary import patterns_of

_SURNAME = f"[{patterns_of('surnames', spaced=False)}]"
_GIVEN = r"[\u4e00-\u9fff]"
# What a person has, does, or is asked about.
CHINESE_TAIL = (
    r"(?:的(?:画像|档案|证|技能|绩效|考核|培训|资料|记录|情况|岗位|学历|能力|健康证|电工证|申请|单子|测评|年度)|"
    r"提的|交的|报的|提交的|去年|今年|上过|入职|有没有|有哪些|有几|什么时候|现在是|是不是|怎么样|上回|适不适合|转正)"
)
# A full name stands where a person does: at the start or after a verb, before what is his.
CHINESE = re.compile(
    rf"(?:^|(?<=[\s，。,：:、把给查看下跟和让叫是]))(?:查查|查下|看看|看下|查一下|看一下|帮我看看|显示|调一下|员工)?"
    rf"(?P<name>{_SURNAME}{_GIVEN}{{1,2}}?)"
    rf"(?={CHINESE_TAIL})"
)
# What somebody did with trainings; a name of four is one of two characters before it.
_TOOK = r"(?:都|一共|总共|曾经|以前|到底|究竟|之前)?(?:参加|上|学习?|听|培训|修|接受|完成)(?:过|了)(?:的|什么|哪|几|多少|些|培训|课|吗|没)"
TOOK = re.compile(
    rf"(?:^|(?<=[\s，。,：:、查看下问]))(?:请问|查查|查下|看看|看下|查一下|看一下|帮我看看|帮我查下|帮我查一下|员工)?"
    rf"(?P<name>{_SURNAME}{_GIVEN}{{1,3}}?)(?={_TOOK})"
)
TOOK_ENGLISH = re.compile(
    rf"\b(?:has|have|did|of|for)\s(?P<name>{_SURNAME}{_GIVEN}{{1,3}})"
    r"(?=\s(?:attend|take|took|complete|join|done|do|had|been)|\s*[?.!]?\s*$)",
    re.IGNORECASE,
)
# Who is called by what he is, or what he is part of, has no name.
_NOT_ONE = re.compile(
    r"(?:部门?|班?组|车间|室|科|处|工?厂|店|工人?|师傅|人员|员工|[组班店科处部]长|主任|经理|主管|总监?|老师|[们层岗员师]|"
    r"司机|客户|团队|同事|学员|新人|大家|所有人|领导|今年|去年|明年|上半年|下半年|期间|时候|以来)$"
)
# An employee number: letters and figures.
NUMBER = re.compile(r"(?<![A-Za-z0-9-])(?P<number>[A-Z]{1,2}\d{5,8})(?![A-Za-z0-9-])")
_NOT_NAMES = re.compile(
    r"^(?:我|你|他|她|它|这|那|谁|咱|本人|自己|单子|全部|时间|方案|高管|安全|房子|部门|员工|公司|应届|经理|主管|何时|成本|上次|明年|今年|去年|平均|相关|解决|从来|和|都|那个|上面|后面|于|向)"
)
ENGLISH = re.compile(
    r"(?P<possessive>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=['’]s\s(?:profile|performance|progress|rating|trainings|courses|learning|attendance|results?|position|role|record|training|certificates?|file|skills?|last|application|request|appraisal|data|history|level|scores?|grade))"
    r"|\b(?i:does|did|has|is|was|can|about|show|up|tell)\s(?:me\s)?(?P<after>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=\s(?:have|hold|got|had|do|done|join(?:ed)?|attend(?:ed)?|take|taken|took|complete(?:d)?|ever|pass|passed|finish|certified|been|in|a)\b|[:,?]|\s*$)"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s(?P<title>[A-Z][a-z]+)"
    r"|\b(?i:told|ask|tell|of|for)\s(?P<told>(?:[A-Z][a-z]+\s[A-Z][a-z]+))\b"
)
_NOT_ENGLISH = re.compile(
    r"^(?:I|The|My|Our|We|You|It|This|That|Which|What|Who|How|When|Where|Please|Show|HR|IT|QA|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|English|German|Chinese|French|Excel|Python|Java|First|Fire)\b"
)
LEVEL = re.compile(
    r"(?<![A-Za-z])L[1-5](?!\d)|(?:第?[一二三四五1-5]级)(?!管理|审批)|\blevel\s[1-5]\b|\b(?:beginner|intermediate|advanced|expert)\b(?=\s(?:level|in|$))",
    re.IGNORECASE,
)


def read_people(text: str) -> Iterator[Name]:
    """Each person named in full in `text`."""
    for match in CHINESE.finditer(text):
        if not _NOT_NAMES.match(match["name"]):
            yield Name("employee_name", *match.span("name"), match["name"])
    for match in TOOK.finditer(text):
        if not (_NOT_NAMES.match(match["name"]) or _NOT_ONE.search(match["name"])):
            yield Name("employee_name", *match.span("name"), match["name"])
    for match in TOOK_ENGLISH.finditer(text):
        yield Name("employee_name", *match.span("name"), match["name"])
    for match in NUMBER.finditer(text):
        yield Name("employee_name", *match.span("number"), match["number"])
    for match in ENGLISH.finditer(text):
        group = match.lastgroup or ""
        if not _NOT_ENGLISH.match(match[group]):
            yield Name("employee_name", *match.span(group), match[group])


def read_levels(text: str) -> Iterator[Name]:
    """Each level of skill or of evaluation in `text`."""
    for match in LEVEL.finditer(text):
        yield Name("level", match.start(), match.end(), match.group())
