"""How many people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from assistant.understanding.names.vocabulary import any_of
from assistant.understanding.quantities.currencies import AFTER as CURRENCY_AFTER
from assistant.understanding.quantities.currencies import BEFORE as CURRENCY_BEFORE
from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.quantities.scan import CODE, MORE, START, N, Scan, V
from assistant.understanding.quantities.words import words

# Words that count people and nothing else; 个, 名, 位 count anything, and so need company.
_NO_PEOPLE = (
    "均|月|小时|工|天|事|力|份|选|气|性|才|制|间|组|行|称|机|民币|们|以上签字|一组|一队|一班|一档|一岗|"
    "一间|一桌|一台|一机|次均"
)
_PEOPLE = rf"(?:个人|人次|来号人|号人|口人|位同事|名员工|人)(?!{_NO_PEOPLE})"
_PERSON = (
    r"(?:新|老|小|女|男|应届|高级|初级|一线|储备)*(?:[A-Za-z+#.\ue002]{0,12}\s?[\u4e00-\u9fff]{0,4}?(?:人员|[员师长工]|经理|主管|总监|主任)|"
    r"[\u4e00-\u9fff]{0,3}?(?:导购|主播|客服|坐席|护士|医生|医师|司机|会计|出纳|程序员|开发|销售|组长|班长|骑手|保安|保洁|厨师|前台|店员|"
    r"干部|同事|同志|伙伴|学生|大学生|实习生|人|徒|兄弟|师傅|名额|座位|席位|高管|中层|骨干|伙计|小伙子|姑娘|地推|学员|新兵|队员|代表|大夫|应届|应届的|小年轻|老师))"
)
# Misspelt for 个, with the person or at the end: 30各人, 35各.
_MISSPELT = r"各(?:人|(?=\s*(?:$|[，。,.；;！!？?])))"
_ALONE = r"(?=\s*(?:$|[，。,.；;！!？?、\s)）]|吧|呢|左右|参加|去|要|想|得|都|一起|来|报|学|上|够|，|的话|全|就|也|才|先|还|没|刨|名额|以内|以上|以下|之内|不去))"
_OTHER = (
    rf"(?!\s*(?:半|多?月|季度|单元|问题|部门|亿|万|课|需求|申请|事|点|百分|星期|礼拜|小时|项目|车间|门店(?!店?[长员])|店(?![长员])|厂(?!长)|方案|版|声|{START}|"
    r"字|学时|学分|学期|课时|上午|下午|工作日|指标|班(?!长|组长)|阶段|环节|模块|场景|单子|单|证|数|系统|地方|原因|目标|岗位|城市|区|团队|工厂|公司|供应商|机构|台|套|维度|方面|钱|周|批次|章节|步骤|条件|选项|问卷|亮点))"
)
_CLASSIFIER = r"(?:个|名|位|員|员(?=参加|培训|去))"
# 俩, 一打: with their own measure word.
COUNTED = re.compile(rf"(?P<number>{N})(?:(?={_PERSON}){_OTHER}人?|人|{_ALONE})")
_UNITS = words("people", "group")
# Who is counted: a position of the vocabulary, a word for people, or a plural that ends like
# one (welders, receptionists) and is not a thing.
_FOLK = (
    r"people|persons?|ppl|pax|heads?|headcount|staff|men|women|girls|guys|boys|kids|folks|participants|attendees|"
    r"colleagues|members|users|seats|places|newbies|others|juniors|seniors|students|nurses|employees|workers|reps|devs|chiefs|"
    r"learners|delegates|trainees|hands|souls|recruits|starters|hires|leads|bosses|crew(?:s)?|apprentices|graduates"
)
_THINGS = words("people", "things_en")
_ENDS_LIKE_PEOPLE = (
    rf"(?!{_THINGS}\b)[a-z]{{2,20}}(?:ers|ors|ists|ants|ians|ees|eers|men|ives|ents)"
)
_POSITIONS = any_of("positions", spaced=True)
_WHO = rf"(?:{_FOLK}|{_POSITIONS}|{_ENDS_LIKE_PEOPLE})\b"
# 12个engineer: the measure word of one language and the people of the other.
_MIXED = rf"(?=\s?(?:[a-z+#.]+\s)?(?:{_WHO}|{words('people', 'mixed_en')}))"
CHINESE = re.compile(
    rf"(?<!前)(?P<number>{N})\s*(?:{_PEOPLE}|{_MISSPELT}|{_CLASSIFIER}(?:{_MIXED}|{_OTHER}(?:(?={_PERSON})|{_ALONE})))",
    re.IGNORECASE,
)
_BETWEEN = (
    r"(?:(?!(?:per|each|a|or|and|for|to|in|at|is|more|fewer|less|extra|additional|of|from|on|with|by|"
    r"hours?|days?|weeks?|months?|years?|minutes?|sessions?|modules?|points?|percent|courses?|classes|pages|topics?|"
    r"dollars?|euros?|pounds|yuan|usd|eur|rmb|cny|gbp|day|thousand|times|new courses|trainings?|quotes?|sites|shifts|groups|teams|departments)\s)[a-z][\w-]{0,24}\s){0,2}?"
)
ENGLISH = re.compile(
    rf"(?<!level )(?<![\w.])(?P<number>{N})(?:\s|-(?=person|people|strong|man|seat))*(?:of\s(?:my|our|the)\s)?{_BETWEEN}(?:{_WHO}|person\b)",
    re.IGNORECASE,
)
VAGUE = re.compile(
    rf"(?<!前)(?P<words>{V})\s*(?:{_PEOPLE}|(?:个|名|位|号)(?:人(?!{_NO_PEOPLE}))?{_OTHER}(?:(?={_PERSON})|(?<=人)|(?<=号)|{_ALONE}))"
    rf"|(?P<many>{N})\s*(?:来|多|余|几)\s*(?:{_PEOPLE}|[个名位号]人?)"
    rf"|(?P<some>{V})\s?{_BETWEEN}{_WHO}",
    re.IGNORECASE,
)
OF_THEM = re.compile(rf"(?<![\w.,-])(?P<number>{N})\s+of\s+(?:them|us|my|our)\b", re.IGNORECASE)
_END = r"(?=\s*(?:$|[,.!?;]|please|instead|then|now|again|in\b|not\b|on\b|at\b|would\b|will\b|to\b|is\b|and\b))"
# excel x 7; the legal team (11); for 60 would be; send 14.
TIMES = re.compile(
    rf"(?:(?<![\w])[x×*]\s?(?P<number>{N})(?!\s*(?:{START}|days?|hours?|%))"
    rf"|(?<=[a-z]\s)\((?P<number2>{N})\)|(?<=[部室组班间科队店厂])[(（](?P<number5>{N})[)）]"
    rf"|\bfor\s(?P<number3>{N}){_END}"
    rf"|\b(?:send|sending|train|training|certify)\s(?P<number4>{N})(?=\s*(?:$|[,.?!;])))",
    re.IGNORECASE,
)
FOR_ENGLISH = re.compile(
    rf"(?:\b(?:make it|only|just|so|now|back to|down to|up to|headcount(?: of| is)?)\s+(?:the\s+)?)(?P<number>{N})"
    r"(?=\s*(?:$|[,.!?;]|please|instead|then|now|again|in\b|not\b))",
    re.IGNORECASE,
)
# 12到15之间, between 12 and 15: bounds, and no headcount yet.
RANGE = re.compile(
    rf"(?P<low>{N})\s*(?:个人|人|个|名|位)?\s*(?:到|至|-|–|—|~|～|或者?|还是)\s*(?P<high>{N})\s*(?:之间|(?:个人|号人|个|名|位|人)(?!{_NO_PEOPLE}))"
    rf"|\bbetween\s(?P<low2>{N})\sand\s(?P<high2>{N})(?!\s*(?:%|percent|k\b))"
    rf"|(?<![.,])(?P<low3>{N})\s*(?:-|–|to|or)\s*(?P<high3>{N})\s{_BETWEEN}{_WHO}",
    re.IGNORECASE,
)
AS_MANY = re.compile(rf"按(?P<number>{N})(?=报|算|来|做|吧|$)")
NAMED = re.compile(
    rf"(?:人数从{N}\s*[人个]?(?:调整?|改|增加?|减少?|加|降|升|提高|变|扩|缩)?(?:到|至|成|为)|人(?:数|头|员)?(?:就|再|也|给我)?(?:加|增加|增|减|减少|砍|压|压缩|调|调整|改|降|扩|涨|缩|变)(?:到|成|为|至|回)(?:了)?|人数|headcount|participants|attendees|number of (?:people|participants|attendees))\s?(?:是|为|改成|改为|调整为|调到|变成|of|is|[:：=])?\s*(?P<number>{N})(?!{MORE})(?!\s*(?:[-到至]|%))",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:从|由|\bfrom)\s?$", re.IGNORECASE)
# Behind such a number stands no person, whatever follows.
_PRICE_BEFORE = re.compile(rf"(?:{CURRENCY_BEFORE})\s?$")
_PRICE_AFTER = re.compile(rf"\s?(?:{CURRENCY_AFTER})")
_NO_COUNT_AFTER = re.compile(rf"\s*(?:{CODE}|%|°|℃|/)")
_LABELLED = re.compile(r"(?:level|module|room|step|phase|stage|line|no)\s$", re.IGNORECASE)
_CLAUSE = r"[^，。；;！!？?\n,]"

_LIMITS = [
    ("at_most", "before", words("people", "limit_before")),
    ("at_least", "before", words("people", "least_before")),
    ("at_most", "after", words("people", "limit_after")),
    ("at_least", "after", words("people", "least_after")),
]
_FILLER = words("people", "filler")
_BOUNDS = [
    (
        bound,
        side,
        re.compile(
            rf"{pattern}(?:\s*{_FILLER}){{0,3}}\s*$" if side == "before" else rf"\s*{pattern}",
            re.IGNORECASE,
        ),
    )
    for bound, side, pattern in _LIMITS
]


def read_headcount(text: Scan) -> Iterator[Quantity]:
    """Each headcount in `text`; a vague one (十几个) has no value of its own."""
    marked = text.marked
    for match in RANGE.finditer(marked):
        names = [name for name in match.groupdict() if match[name]]
        if any(text.numbers[match.start(name)].big for name in names) and "2" in names[0]:
            continue  # between 5k and 6k is money
        low, high = (
            int(text.numbers[match.start(name)].value) for name in sorted(names, reverse=True)
        )
        if low < high and not _FROM.search(text.left(match.start(), 10)):
            yield _vague(text, match.start(), match.end(), (low, high))
    for match in VAGUE.finditer(marked):
        bounds = None if match["many"] else text.bounds.get(match.start())
        yield _vague(text, match.start(), match.end(), bounds)
    for pattern in (NAMED, AS_MANY, CHINESE, COUNTED, ENGLISH, OF_THEM, FOR_ENGLISH, TIMES):
        for match in pattern.finditer(marked):
            if (quantity := _headcount(text, match, pattern)) is not None:
                yield quantity


def _headcount(text: Scan, match: re.Match[str], pattern: re.Pattern[str]) -> Quantity | None:
    name = next(name for name in match.groupdict() if name.startswith("number") and match[name])
    start, end = match.start(name), match.end()
    number = text.numbers[start]
    if pattern is COUNTED and not number.counted:
        return None
    weak = pattern in (FOR_ENGLISH, TIMES, AS_MANY, OF_THEM)
    if weak and (number.big or number.grouped or number.words.lower() == "one"):
        return None
    if name == "number4" and number.value >= 1000:  # train 5512 has a number
        return None
    if _is_article(text, number.words, match.end(name), end) or _is_no_count(text, match, name):
        return None
    plural = pattern in (ENGLISH, CHINESE, NAMED, COUNTED)
    extra: dict[str, Any] = {"plain": plural}
    if bound := bound_of(text, start, end):
        extra["bound"] = bound
    return Quantity(entity="headcount", start=start, end=end, value=number.value, extra=extra)


def _is_article(text: Scan, words_: str, number_end: int, end: int) -> bool:
    """一个培训 is an article; 就一个人 counts."""
    return words_ == "一" and "人" not in text.plain[number_end:end]


def _is_no_count(text: Scan, match: re.Match[str], name: str) -> bool:
    start, end = match.span(name)
    left = text.left(start, 16)
    return bool(
        _PRICE_BEFORE.search(left)
        or _PRICE_AFTER.match(text.marked, end)
        or _NO_COUNT_AFTER.match(text.marked, end)
        or _LABELLED.search(left)
    )


def bound_of(text: Scan, start: int, end: int) -> str | None:
    """at_most or at_least, where a word before or behind makes the number a bound."""
    left = text.left(start)
    for bound, side, pattern in _BOUNDS:
        if pattern.search(left) if side == "before" else pattern.match(text.marked, end):
            return bound
    return None


def _vague(text: Scan, start: int, end: int, bounds: tuple[int, int] | None) -> Quantity:
    extra = {} if bounds is None else {"low": bounds[0], "high": bounds[1]}
    return Quantity(
        entity="vague_headcount", start=start, end=end, value=text.plain[start:end], extra=extra
    )


# --- groups that multiply -----------------------------------------------------------------
_COUNT = rf"(?P<count>{N})\s*(?:个|条|支|间|家|所)?"
_HEADS = r"(?:个人|人(?!均)|名|位|个)"
_GROUPS_ZH = re.compile(
    rf"{_COUNT}{_UNITS}[^{START}{MORE}。；;]{{0,10}}?(?:每一?个?{_UNITS}|每[个家条间]|各自?(?:派|出|去|报|来)?|每)[^{START}{MORE}。；;，,]{{0,8}}?(?P<each>{N})\s*{_HEADS}"
)
_GROUPS_ZH_BACK = re.compile(
    rf"每一?(?:个|条|支|间|家)?{_UNITS}[^{START}{MORE}。；;，,]{{0,6}}?(?P<each>{N})\s*{_HEADS}[，,、\s]*(?:一共|总共|共|合计|分|开|办|搞)?(?:有|分)?(?:为|成)?\s*{_COUNT}{_UNITS}"
)
_EACH_ZH = re.compile(
    rf"(?:每一?(?:个|条|支|间|家|所)?{_UNITS}|(?P<of>各))[^{START}{MORE}。；;，,]{{0,6}}?(?P<each>{N})\s*{_HEADS}(?!{_NO_PEOPLE})"
)
_UNITS_EN = words("people", "group_en")
_GROUPS_EN = re.compile(
    rf"(?P<count>{N})\s(?:[a-z]{{2,14}}\s){{0,2}}?{_UNITS_EN}(?:\s(?:of|with|at|for)(?:\sabout|\sat most|\smax(?:imum)?|\sup to)?\s|,?\s(?:each|every one)\s(?:with|of|has|having)?\s?|[,:]\s|\s?[x×]\s?)(?P<each>{N})(?!\s?(?:hours?|days?|weeks?|months?|minutes?|%|sessions?|k\b|percent))(?:\s{_BETWEEN}{_WHO})?(?P<per>\s(?:each|apiece|in each|per {_UNITS_EN}))?",
    re.IGNORECASE,
)
_GROUPS_EN_BACK = re.compile(
    rf"(?P<each>{N})\s(?:{_BETWEEN}{_WHO}\s)?(?:(?:per|from each|in each|for each|each from|a)(?:\sof)?(?:\sthe|\sour|\smy)?\s(?:{_UNITS_EN}[,\s]+(?:(?:and|for|in|across|with|there are|we have|from)\s){{0,2}})?)(?P<count>{N})\s(?:[a-z]{{2,14}}\s)?{_UNITS_EN}",
    re.IGNORECASE,
)
_EACH_EN = re.compile(
    rf"(?P<each>{N})\s(?:{_BETWEEN}{_WHO}\s)?(?:per|from each|in each|from every|in every)(?:\sof(?:\sthe|\sour|\smy)?)?\s{_UNITS_EN}",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    rf"(?:一?共|总共|合计|总计|in total|altogether|total of|in all)[^{START}，,。]{{0,4}}(?P<total>{N})\s*(?:{_HEADS}|{_WHO})?",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:和|、|跟|与|及|以及|，|,)")


def read_groups(text: Scan) -> Iterator[Quantity]:
    """What is said by the group: two classes of 20 are 40 people, and 20 in each, of how many
    nobody said, is asked."""
    taken: list[tuple[int, int]] = []
    for pattern in (_GROUPS_ZH, _GROUPS_ZH_BACK, _GROUPS_EN, _GROUPS_EN_BACK):
        for match in pattern.finditer(text.marked):
            if _priced(text, match.end("each")) or any(
                a < match.end() and match.start() < b for a, b in taken
            ):
                continue
            taken.append(match.span())
            yield from _product(text, match)
    for pattern in (_EACH_ZH, _EACH_EN):
        for match in pattern.finditer(text.marked):
            if _priced(text, match.end("each")) or any(
                a < match.end() and match.start() < b for a, b in taken
            ):
                continue
            yield from _of_each(text, match)


def _priced(text: Scan, end: int) -> bool:
    return bool(_PRICE_AFTER.match(text.marked, end))


def _product(text: Scan, match: re.Match[str]) -> Iterator[Quantity]:
    count, each = (text.numbers[match.start(name)].value for name in ("count", "each"))
    start, end = match.span()
    start = min(start, match.start("count"))
    if count != count.to_integral_value() or count > 1000:
        return
    extra: dict[str, Any] = {"parts": [_number(each)] * min(int(count), 50), "plain": True}
    if bound := bound_of(text, match.start("each"), end):
        extra["bound"] = bound
    yield Quantity(entity="headcount", start=start, end=end, value=count * each, extra=extra)


def _of_each(text: Scan, match: re.Match[str]) -> Iterator[Quantity]:
    each = text.numbers[match.start("each")].value
    groups = match.groupdict()
    if groups.get("of"):
        count = _named_groups(text, match.start())
        if count > 1:
            extra = {"parts": [_number(each)] * count, "plain": True}
            yield Quantity(
                entity="headcount",
                start=match.start(),
                end=match.end(),
                value=each * count,
                extra=extra,
            )
            return
    yield _vague(text, match.start(), match.end(), None)


def _named_groups(text: Scan, at: int) -> int:
    """How many are named before 各: 甲班和乙班各10人."""
    clause = re.split(r"[。；;！!？?\n：:]", text.marked[max(0, at - 40) : at])[-1]
    parts = [part for part in _JOINED.split(clause) if part.strip()]
    suffixes = re.findall(r"(?:车间|班组|班|部|科|组|店|厂|队|线|中心)(?!长|组)", clause)
    return max(len(parts), len(suffixes))


def _number(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else str(value)


# --- headcounts that add up ---------------------------------------------------------------
_FROM_EN = re.compile(
    rf"(?P<a>{N})\s(?:{_BETWEEN}{_WHO}\s)?(?:from|in|at)\s(?!last|this|next|today|now)(?:[a-z&-]{{2,16}}\s?){{1,3}}(?:,|\band\b|\bplus\b|\+|&)+\s*(?:another\s)?(?P<b>{N})\s(?:{_BETWEEN}{_WHO}\s)?(?:from|in|at)\s(?!last|this|next)(?:[a-z&-]{{2,16}})",
    re.IGNORECASE,
)
_LABELLED_ZH = re.compile(
    rf"(?P<label>[A-Za-z\u4e00-\u9fff\ue002]{{1,6}})\s*(?P<number>{N})\s*"
    rf"(?P<people>个人|人(?!{_NO_PEOPLE})|名|位|个{_OTHER}|(?=\s*(?:$|[，,、；;。+和跟与及加]|[\u4e00-\u9fff]{{1,6}}{START})))"
)
_GROUP_LABEL = re.compile(
    rf"(?:{words('people', 'unit_end')}|{words('people', 'group')}|楼|校区|{_PERSON})(?:有|派|去|来|报|出|要)?$"
)
_PRICE_LABEL = re.compile(r"每|均|价|费|预算|金额|报$")
# 一组8人一组7人.
_ROW_ZH = re.compile(rf"(?:{N}个?{_UNITS}有?\s*{N}\s*(?:个人|人|名|位)\s*[，,、和及]?\s*){{2,9}}")
_GLUE = re.compile(r"\s*(?:[，,、；;+＋]|和|跟|与|及|以及|加上?|还有|外加|另外)*\s*")
_PLUS = re.compile(
    r"[\s，,]*(?:加上?|外加|\+|＋|plus|and another|as well as)\s*(?:[\u4e00-\u9fffA-Za-z\s\ue002]{0,12}?)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:和|、|,? and|&)\s*", re.IGNORECASE)
_OF_WHICH = re.compile(rf"{words('people', 'of_which')}", re.IGNORECASE)


def read_sums(text: Scan) -> Iterator[Quantity]:
    """Headcounts of several groups that are said in one breath: 甲班10个乙班12个."""
    for match in _FROM_EN.finditer(text.marked):
        yield _sum(text, [match.start("a"), match.start("b")], match.start(), match.end())
    for match in _ROW_ZH.finditer(text.marked):
        inside = [at for at in text.numbers if match.start() <= at < match.end()]
        ones = [at for at in inside if text.numbers[at].words == "一"]
        if len(ones) * 2 == len(inside) and ones == inside[::2]:
            yield _sum(text, inside[1::2], match.start(), match.end())
    row: list[re.Match[str]] = []
    for match in _LABELLED_ZH.finditer(text.marked):
        number = text.numbers[match.start("number")]
        priced = _priced(text, match.end("number")) or _PRICE_LABEL.search(match["label"])
        if priced or number.big or number.grouped:
            continue
        if row and not _GLUE.fullmatch(text.marked, row[-1].end(), match.start()):
            yield from _row(text, row)
            row = []
        row.append(match)
    yield from _row(text, row)


def _row(text: Scan, row: list[re.Match[str]]) -> Iterator[Quantity]:
    """What a row of labelled numbers comes to. Most labels are groups of people; where no
    number says that it counts people (早班11+晚班9), it is asked."""
    known = [match for match in row if _GROUP_LABEL.search(match["label"])]
    if len(row) < 2 or len(known) < 2 or 2 * len(known) < len(row):
        return
    starts = [match.start("number") for match in row]
    total = _sum(text, starts, row[0].start("number"), row[-1].end())
    if any(match["people"] for match in row):
        yield total
    elif len(known) == len(row):
        most = max(text.numbers[at].value for at in starts)
        assert isinstance(total.value, Decimal)
        yield _vague(text, row[0].start(), row[-1].end(), (int(most), int(total.value)))


def _sum(text: Scan, starts: list[int], start: int, end: int) -> Quantity:
    values = [text.numbers[at].value for at in starts]
    extra = {"parts": [_number(value) for value in values], "plain": True}
    return Quantity(
        entity="headcount", start=start, end=end, value=sum(values, Decimal(0)), extra=extra
    )


def added(text: Scan, found: list[Quantity]) -> list[Quantity]:
    """`found` with neighbouring headcounts that are said to be added made one, and without
    those that only tell of which kind some of them are."""
    result: list[Quantity] = []
    for quantity in found:
        last = result[-1] if result else None
        if last is not None and _both_counts(last, quantity):
            between = text.marked[last.end : quantity.start]
            if _OF_WHICH.search(between) and len(between) < 16:
                continue
            if _PLUS.fullmatch(between) or (
                _AND.fullmatch(between) and _says_whom(text, last) and _says_whom(text, quantity)
            ):
                result[-1] = _together(last, quantity)
                continue
        result.append(quantity)
    return result


_BARE_PEOPLE = re.compile(r"(?:人|people|persons?|个|名|位)$", re.IGNORECASE)
_APART = re.compile(
    r"\s*(?:分别|各|对比|相比|比较|哪个|respectively|compared?|versus|vs)", re.IGNORECASE
)


def _says_whom(text: Scan, one: Quantity) -> bool:
    """Whether it says which people: 5个主管, 10 nurses; 100人 alone may be another choice."""
    behind = text.marked[one.end :]
    if _APART.match(behind) or "bound" in one.extra:
        return False
    words_ = text.plain[one.start : one.end]
    return not _BARE_PEOPLE.search(words_) or bool(re.match(_PERSON, behind))


def _both_counts(first: Quantity, second: Quantity) -> bool:
    return all(
        one.entity == "headcount" and one.extra.get("role") is None and one.extra.get("plain")
        for one in (first, second)
    )


def _together(first: Quantity, second: Quantity) -> Quantity:
    parts = [
        part for one in (first, second) for part in one.extra.get("parts", [_number(one.number)])
    ]
    assert isinstance(first.value, Decimal)
    assert isinstance(second.value, Decimal)
    return Quantity(
        entity="headcount",
        start=first.start,
        end=second.end,
        value=first.value + second.value,
        extra={**first.extra, "parts": parts},
    )


# --- more and fewer -----------------------------------------------------------------------
_COUNTS = rf"(?:个人|人(?!{_NO_PEOPLE})|名|位|个{_OTHER}(?:(?={_PERSON})|{_ALONE}))"
_MORE_ZH = re.compile(
    rf"{words('people', 'more')}(?:了|上|安排|派|报|进|进来)?\s*(?P<number>{N})\s*{_COUNTS}"
)
_FEWER_ZH = re.compile(
    rf"{words('people', 'fewer')}(?:了|派|报|去|来)?\s*(?P<number>{N})\s*{_COUNTS}"
)
_ABSENT = re.compile(rf"(?P<number>{N})\s*(?:个人?|名|位|人){words('people', 'absent')}")
_TAIL = r"(?=\s*(?:$|[,.!?;]|please|too|then|now|as well|to\b|for\b|on\b|in\b|from\b|than\b|and\b|will\b|are\b|want\b|can\b|joining|coming))"
_MORE_EN = re.compile(
    rf"(?:(?P<verb>{words('people', 'more_en')})\s)?(?P<number>{N})\s(?:(?:more|extra|additional|further)(?:\s{_BETWEEN}{_WHO}|{_TAIL}))"
    rf"|(?:{words('people', 'more_en')})\s(?P<number2>{N})(?:\s{_BETWEEN}{_WHO}|{_TAIL})",
    re.IGNORECASE,
)
_FEWER_EN = re.compile(
    rf"(?P<number>{N})\s(?:(?:fewer|less)(?:\s{_BETWEEN}{_WHO}|{_TAIL})|{_BETWEEN}{_WHO}\s(?:less|fewer)\b)"
    rf"|{words('people', 'fewer_en')}\s(?P<number2>{N})(?:\s{_BETWEEN}{_WHO}|{_TAIL})"
    rf"|(?P<number3>{N})\s(?:of (?:them|us)\s|{_BETWEEN}{_WHO}\s)?(?:can't|cannot|can not|won't|will not|aren't|are not|no longer) (?:make it|come|coming|attend|attending|join|joining)",
    re.IGNORECASE,
)
_PEOPLE_SAID = re.compile(rf"人|名|位|{_WHO}|person", re.IGNORECASE)
_NOT_RELATIVE = re.compile(r"(?:(?:no|not|and|or|up to|at most|any)\s|[最顶至])$", re.IGNORECASE)
# 10 nurses plus 4 doctors is a sum, and nothing that is added to what stands.
_ADDED_TO = re.compile(rf"{N}(?:\s*(?:个人|人|名|位)[，,]?|\s{_BETWEEN}{_WHO}\s)$", re.IGNORECASE)
_ADDS = re.compile(r"加(?!派|报)|plus|and another", re.IGNORECASE)
_TIMES = [
    (
        re.compile(
            rf"(?:{words('change', 'people_word')})[^，。,;；]{{0,6}}?{words('change', 'half')}|(?:half|halve)\s(?:as many|the (?:people|headcount|staff|participants|seats|number))|减一半人|人(?:数|头)?(?:再|要|就)?(?:减|砍|少|缩)(?:掉|少|去)?一半",
            re.IGNORECASE,
        ),
        "0.5",
    ),
    (
        re.compile(
            rf"(?:{words('change', 'people_word')})[^，。,;；]{{0,6}}?{words('change', 'double')}|(?:double|twice)\s(?:as many|the (?:people|headcount|staff|participants|seats|number))",
            re.IGNORECASE,
        ),
        "2",
    ),
]


def read_headcount_changes(text: Scan) -> Iterator[Quantity]:
    """What is said against the number that stands: 再加3个人, two fewer, half the people."""
    for pattern, sign in (
        (_ABSENT, -1),
        (_FEWER_ZH, -1),
        (_MORE_ZH, 1),
        (_FEWER_EN, -1),
        (_MORE_EN, 1),
    ):
        for match in pattern.finditer(text.marked):
            name = next(n for n in match.groupdict() if n.startswith("number") and match[n])
            number = text.numbers[match.start(name)]
            if number.big or number.grouped or _is_no_count(text, match, name):
                continue
            if (
                name == "number"
                and pattern is _MORE_EN
                and number.value >= 100
                and not _PEOPLE_SAID.search(match.group())
            ):
                continue
            if number.words.lower() in ("one", "一") and not _PEOPLE_SAID.search(match.group()):
                continue
            left = text.left(match.start(), 48)
            if _NOT_RELATIVE.search(left) or (
                _ADDED_TO.search(left) and _ADDS.match(match.group())
            ):
                continue
            add = abs(number.value) * sign
            extra = {"role": "relative", "add": _number(add)}
            yield Quantity(
                entity="headcount",
                start=match.start(),
                end=match.end(),
                value=abs(number.value),
                extra=extra,
            )
    for pattern, factor in _TIMES:
        for match in pattern.finditer(text.plain):
            extra = {"role": "relative", "times": factor}
            yield Quantity(
                entity="headcount",
                start=match.start(),
                end=match.end(),
                value=Decimal(factor),
                extra=extra,
            )
