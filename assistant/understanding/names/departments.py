"""Departments: words of what units do and where, with or without 部, 中心, 车间 …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.understanding.names.name import Name
from assistant.understanding.names.vocabulary import any_of

_WORD = rf"(?:{any_of('unit_words', spaced=False)}|{any_of('places', spaced=False)}|IT|HR|QA|QC|EHS|HSE|PMC|R&D|培训)"
_ORDINAL = r"(?:第?[一二三四五六七八九十\d]+号?|[甲乙丙丁])"
_SUFFIX = r"(?:事业部|分公司|子公司|营业部|办事处|大区|片区|区域|分厂|工厂|车间|库区|中心|部门|部|科室|科|处|室|班组|小组|组|班|厂|线|院)"
WITH_SUFFIX = re.compile(
    rf"(?:{_WORD}){{1,4}}{_ORDINAL}?{_SUFFIX}(?![长员人房])|{_ORDINAL}(?:车间|分厂|事业部|中队|大队)"
)
# Without a suffix only where it stands like a unit: 采购的, 客服这边, 法务和财务.
BARE = re.compile(
    rf"(?<![\u4e00-\u9fffA-Za-z])(?:给|把|从|是|和|跟|与|看看|查查|查一下|看下)?"
    rf"(?P<name>(?:{any_of('unit_words', spaced=False)}){{1,2}})"
    r"(?=的(?!课|培训)|这边|那边|这块|那块|那里|这里|口的|提的|报的|交的|那(?:个|张|份|单|笔)|还有多少|还剩|团队|花了|用了|"
    r"和(?:财务|法务|采购|销售|生产|研发|市场|物流)|，|,|。|$|\s)"
)
# IT only in capitals: "it" is a word.
_UNITS = any_of("unit_words", spaced=True) + "|(?-i:IT)"
_EN = _UNITS + "|" + any_of("places", spaced=True)
ENGLISH = re.compile(
    rf"(?<![\w&-])(?P<name>(?:{any_of('places', spaced=True)})\s(?:region|plant|site|branch|office|team|sales)|"
    rf"(?:plant|line|site|workshop|branch|unit|team)\s(?:\d{{1,2}}|[A-Z]\b|one|two|three)|"
    rf"(?:{_EN})(?=\s(?:department|dept|team|unit|people|plant|group|staff)\b))",
    re.IGNORECASE,
)
# "in marketing", "from logistics": a preposition makes a unit of the bare word.
AFTER_PREPOSITION = re.compile(
    rf"\b(?:in|from|for|at|of|to|by|with|our|the|and)\s(?P<name>{_UNITS})"
    r"(?=\s*(?:$|[.,;:?!)'’]|\b(?:and|or|is|are|has|have|had|to|this|last|next|please|pls|who|that|still|can|skillwise|use|used|get|got|gets|spent|spend|really|submitted|filed|sent|asked|wants)\b))",
    re.IGNORECASE,
)
# "IT got 300k", "marketing's request", "assume Sales gets": a unit that does something.
AS_SUBJECT = re.compile(
    rf"(?:(?<=^)|(?<=[\s,]))(?P<name>{_UNITS})"
    r"(?=(?:'s|’s)\b|\s(?:got|gets|has|had|needs?|wants?|asked|submitted|is over|spent)\b)",
    re.IGNORECASE,
)


def read_departments(text: str) -> Iterator[Name]:
    """Each department named in `text`."""
    for match in WITH_SUFFIX.finditer(text):
        yield Name("department", match.start(), match.end(), match.group())
    for pattern in (BARE, ENGLISH, AFTER_PREPOSITION, AS_SUBJECT):
        for match in pattern.finditer(text):
            yield Name("department", *match.span("name"), match["name"])
