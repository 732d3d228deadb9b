"""How many people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.names.vocabulary import any_of
from bot.understanding.quantities.numbers import NUMBER, parse_number
from bot.understanding.quantities.quantity import Quantity

# Words that count people and nothing else; 个, 名, 位 count anything, and so need company.
_PEOPLE = (
    r"(?:个人|人次|来号人|号人|口人|位同事|名员工|人)(?!均|月|小时|工|天|事|力|份|选|气|性|才)"
)
_PERSON = (
    r"(?:新|老|小|女|男|应届|高级|初级|一线|储备)*(?:[A-Za-z+#.]{0,12}\s?[\u4e00-\u9fff]{0,4}?(?:人员|[员师长工]|经理|主管|总监|主任)|"
    r"[\u4e00-\u9fff]{0,3}?(?:导购|主播|客服|坐席|护士|医生|医师|司机|会计|出纳|程序员|开发|销售|组长|班长|骑手|保安|保洁|厨师|前台|店员|"
    r"干部|同事|同志|伙伴|学生|大学生|实习生|人|徒|兄弟|师傅|名额|座位|高管|中层|骨干|伙计|小伙子|姑娘|地推))"
)
_ALONE = r"(?=\s*(?:$|[，。,.;；！!？?、\s)）]|吧|呢|左右|参加|去|要|想|得|都|一起|来|报|学|上|够|，|的话|名额|以内))"
_OTHER = (
    r"(?!\s*(?:半|多?月|季度|单元|问题|部门|亿|万|课|需求|申请|事|点|百分|星期|礼拜|小时|项目|车间|门店(?!店?[长员])|店(?![长员])|厂(?!长)|方案|版|声|三|"
    r"字|工作日|指标|班(?!长|组长)|阶段|环节|模块|场景|单子|单|证|数|系统|地方|原因|目标|岗位|城市|区|团队|工厂|公司|供应商|机构|台|套|维度|方面|钱|周))"
)
# 一个 is an article more often than one person; 前十名 are ranks, 第三名 is one.
CHINESE = re.compile(
    rf"(?<![第前\d.,万千百元块])(?!一个(?!人))(?!一个?人\s*(?:要|得|是|大概|约)?[\d一二两三四五六七八九十])(?P<number>{NUMBER})(?P<vague>来|多|几)?\s*"
    rf"(?:{_PEOPLE}|(?:个|名|位){_OTHER}(?:(?={_PERSON})|{_ALONE}))"
)
VAGUE = re.compile(
    r"(?<![前第])(?:[一二两三四五六七八九]?十几|几十|[一两三四五六七八]{2}十?|十来|几)(?:个|名|位|号)?人?(?=[吧，。,\s]|$|人|个|名|位)"
)
# Who is counted: a position of the vocabulary, a word for people, or a plural that ends like
# one (welders, receptionists) and is not a thing.
_FOLK = (
    r"people|persons?|ppl|pax|heads?|headcount|staff|men|women|girls|guys|boys|kids|folks|participants|attendees|"
    r"colleagues|members|users|seats|places|newbies|others|juniors|seniors|students|nurses|employees|workers|reps|devs|chiefs"
)
_THINGS = (
    r"departments|accidents|incidents|requirements|payments|documents|investments|improvements|percents|moments|agreements|"
    r"orders|quarters|numbers|offers|papers|computers|letters|servers|corners|centers|centres|"
    r"chapters|factors|errors|floors|doors|meters|stickers|answers|posters|layers|"
    r"vendors|providers|suppliers|customers|copies|lists|points|weeks|hours"
)
_ENDS_LIKE_PEOPLE = (
    rf"(?!(?:{_THINGS})\b)[a-z]{{2,}}(?:ers|ors|ists|ants|ians|ees|eers|men|ives|ents)"
)
_POSITIONS = any_of("positions", "en")
ENGLISH = re.compile(
    rf"(?<!level )(?P<number>(?<![\w.,-])(?:{NUMBER}))\s*(?:of\s(?:my|our|the)\s)?"
    rf"(?:(?!(?:per|each|a|or|and|for|to|in|at|is)\s)[a-z][\w-]*\s){{0,2}}?(?:{_FOLK}|{_POSITIONS}|{_ENDS_LIKE_PEOPLE})\b",
    re.IGNORECASE,
)
# 18 instead of 22 people: the first is meant, and counts what the second says.
RATHER = re.compile(
    rf"(?<![\w.,-])(?P<number>\d{{1,6}})\s(?:instead of|rather than)\s\d{{1,6}}\s(?:{_FOLK}|{_POSITIONS})\b",
    re.IGNORECASE,
)
OF_THEM = re.compile(
    rf"(?P<number>(?<![\w.,-])(?:{NUMBER}))\s+of\s+(?:them|us|my|our|the)\b", re.IGNORECASE
)
# excel x 7; the legal team (11); for 60 would be; send 14.
TIMES = re.compile(
    r"(?:\b[x×*]\s?(?P<number>\d{1,5})\b(?!\s*(?:\d|days?|hours?|%))"
    r"|\((?P<number2>\d{1,5})\)"
    r"|\bfor\s(?P<number3>\d{1,5})(?=\s*(?:$|[,.?!;]|(?:on|in|at|would|will|to|is|and|please)\b))"
    r"|\b(?:send|sending|train|training|certify)\s(?P<number4>\d{1,5})(?=\s*(?:$|[,.?!;])))",
    re.IGNORECASE,
)
FOR_ENGLISH = re.compile(
    r"(?:\b(?:make it|only|just|for|so|now|back to|down to|up to|headcount(?: of| is)?)\s+(?:the\s+)?)(?P<number>\d{1,7})"
    r"(?=\s*(?:$|[,.!?;]|please|instead|then|now|again|in\b|not\b))",
    re.IGNORECASE,
)

# 12到15之间, between 12 and 15: bounds, and no headcount yet.
RANGE = re.compile(
    r"(?<![\d.])(?P<low>\d{1,5})\s*(?:到|至|-|–|~)\s*(?P<high>\d{1,5})\s*(?:之间|(?:个人|个|名|位|人)(?!均|月))"
    r"|\bbetween\s(?P<low2>\d{1,5})\sand\s(?P<high2>\d{1,5})\b(?!\s*(?:%|percent|k\b))"
    r"|(?<![\d.,])(?P<low3>\d{1,5})\s*(?:-|–|to|or)\s*(?P<high3>\d{1,5})\s(?:people|persons|pax|participants|heads)\b",
    re.IGNORECASE,
)
AS_MANY = re.compile(rf"按(?P<number>{NUMBER})(?=报|算|来|做|吧|$)")
NAMED = re.compile(
    rf"人数(?:是|为|改成|改为|调整为|调到|变成|[:：])?\s*(?P<number>{NUMBER})(?!\d*[-到至])"
)


def read_headcount(text: str) -> Iterator[Quantity]:
    """Each headcount in `text`; a vague one (十几个) has no value of its own."""
    for match in RANGE.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value}
        low, high = (int(groups[name]) for name in sorted(groups, reverse=True))
        yield Quantity(
            "vague_headcount", match.start(), match.end(), match.group(), {"low": low, "high": high}
        )
    for match in VAGUE.finditer(text):
        yield Quantity("vague_headcount", match.start(), match.end(), match.group())
    for pattern in (NAMED, AS_MANY, RATHER, CHINESE, ENGLISH, OF_THEM, FOR_ENGLISH, TIMES):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            number = next(name for name in groups if name.startswith("number") and match[name])
            value = parse_number(match[number])
            if value is None:
                continue
            if groups.get("vague"):
                yield Quantity("vague_headcount", match.start(), match.end(), match.group())
            else:
                yield Quantity("headcount", match.start(number), match.end(), value)
