"""Times as they are written in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from assistant.understanding.numerals import in_signs
from assistant.understanding.times.clock import Clock
from assistant.understanding.times.point import Point, Year
from assistant.understanding.times.words import (
    CHINESE_YEAR,
    CHINESE_YEAR_BEFORE,
    UNITS,
    WEEKDAYS,
    read_year,
)
from engine.values.months import add_months

Build = Callable[[re.Match[str], Clock], Point]
_YEAR = rf"(?:(?P<year>{CHINESE_YEAR_BEFORE})\s?的?\s?)?"
# 4万5六月: figures and words do not make one number. 40个1月份: so many, and when.
_NO_DIGIT = r"(?:(?<![\d.第个一二三四五六七八九十])|(?<=\d)(?=[一二三四五六七八九十])|(?<=\d个)(?=\d{1,2}月))"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_NO_MONTH = r"(?:1[3-9]|[2-9]\d|十[三四五六七八九])"
_DAY = r"(?:\d{1,2}|三十[一二三四五六七八九]?|卅一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = r"\s?(?:到|至|-|–|—|~|～|、|和)\s?"
# 5月饼, 3月龄, 1月薪
_OF_MONTH = r"月(?:份)?(?![饼亮球台经薪牙工龄租票卡供嫂子季])"
_OF_DAY = r"[号日](?![楼线机库门厂仓店床岗炉文车院馆厅桥井窗产位员台游常语本报子元间内])"
_PARTS = {
    "上旬": "early",
    "初": "early",
    "月初": "early",
    "头": "early",
    "中旬": "mid",
    "中": "mid",
    "月中": "mid",
    "下旬": "late",
    "底": "late",
    "末": "late",
    "月底": "late",
    "月末": "late",
    "上半月": "first half",
    "下半月": "second half",
}
_PART = r"(?:的?(?P<part>上旬|中旬|下旬|上半月|下半月|初|底|末|头|中(?![心国层午级秋高学英文层期]))(?!步))"
_WEEK = r"的?第?(?P<week>[一二三四五1-5]|最后一)个?(?:周|星期)(?![一二三四五六日天])"
_WEEKS = r"(?:周|星期|礼拜)"
_OF_WEEK = rf"(?:{_WEEKS}[一二三四五六日天末](?![期级个次场年])|双休日|工作日)"
# Each of such days of a month, or any of them.
_EVERY = rf"(?:[，,]?\s?(?:里|内|中)?的?(?:每一?个?|每逢|逢|各个?|某个?|任一?个?|隔))?(?:里的|的)?{_OF_WEEK}(?:(?:、|和|或|及|到|至|与|跟)每?{_OF_WEEK})*"
_NTH = r"里?的?(?:第?(?P<nth>[一二三四五1-5]|最后一?|头一)个?)"
_SPAN = r"(?:里?的?(?P<side>最后|最末|末尾|最初|开头|前|头|后))(?P<span>\d{1,2}|[二两三四五六七八九十]{1,2})个?(?P<unit>周|星期|礼拜|天|日)(?![之以]?[前后内])"
_COUNT = r"(?:\d{1,3}|[一二两俩三仨四五六七八九十]{1,3}|半)"
_UNIT = r"(?P<unit>年|季度?|月|周|星期|礼拜|天|日)"
_QUARTER = r"[一二三四1-4]"
_FISCAL_END = r"(?:财年|财政年度|会计年度|年度)"


def _number(text: str | None) -> int | None:
    return in_signs(text) if text else None


def _months(match: re.Match[str], clock: Clock) -> Point:
    """Months, their parts, weeks and days."""
    groups = match.groupdict()
    week = groups.get("week")
    month, to_month = _number(groups["month"]), _number(groups.get("to_month"))
    return Point(
        year=read_year(groups.get("year"), clock),
        month=month,
        to_month=to_month,
        day=_number(groups.get("day")),
        to_day=_number(groups.get("to_day")),
        part=_PARTS[groups["part"]] if groups.get("part") else None,
        week=(-1 if week == "最后一" else in_signs(week)) if week else None,
    )


def _days_of_month(match: re.Match[str], clock: Clock) -> Point:
    """Weekdays and weekends of a month, and so many days or weeks at an end of it."""
    groups = match.groupdict()
    point = Point(year=read_year(groups.get("year"), clock), month=_number(groups["month"]))
    if groups.get("span"):
        count = in_signs(match["span"]) * (1 if match["unit"] in "天日" else 7)
        early = match["side"] in ("最初", "开头", "前", "头")
        return replace(point, span=count if early else -count)
    if not groups.get("weekday"):
        return replace(point, some_days=True)
    which: dict[str, Any] = {
        name: _which(groups[name]) for name in ("nth", "week") if groups.get(name)
    }
    return replace(
        point, weekday=WEEKDAYS[match["weekday"]], weekend=match["weekday"] == "末", **which
    )


def _which(words: str) -> int:
    if words.startswith("最后"):
        return -1
    return 1 if words == "头一" else in_signs(words)


def _adjacent_months(match: re.Match[str], clock: Clock) -> Point:
    first, last = in_signs(match["month"]), in_signs(match["to_month"])
    return Point(year=read_year(match["year"], clock), month=first, to_month=last)


def _no_month(match: re.Match[str], clock: Clock) -> Point:
    return Point(month=1, impossible=True)


def _quarter(match: re.Match[str], clock: Clock) -> Point:
    groups = match.groupdict()
    return Point(
        year=read_year(groups.get("year"), clock),
        quarter=in_signs(match["quarter"]),
        to_quarter=_number(groups.get("to_quarter")),
    )


def _quarter_in_order(match: re.Match[str], clock: Clock) -> Point:
    """The last or the second quarter of a year, in whole words."""
    last = (match["end"] or "")[:1] in ("最", "末")
    quarter = in_signs(match["quarter"]) if match["quarter"] else 4 if last else 1
    return Point(year=read_year(match["year"], clock), quarter=quarter)


def _quarter_end(match: re.Match[str], clock: Clock) -> Point:
    """The last month of a quarter."""
    _, last = _quarter(match, clock).resolve(clock)
    return Point(days=(last.replace(day=1), last), inclusive=True)


def _half(match: re.Match[str], clock: Clock) -> Point:
    return Point(year=read_year(match["year"], clock), half=1 if match["half"] in "上前1" else 2)


def _this_month(match: re.Match[str], clock: Clock) -> Point:
    """下个月, 上个月底, 本月31号, and the end of a month that is not named: 月底."""
    groups = match.groupdict()
    words = match["which"] or ""
    ahead = {"下下": 2, "下": 1, "上上": -2, "上": -1}.get(words.rstrip("个"), 0)
    if groups.get("day"):
        return Point(day=in_signs(groups["day"]), ahead=ahead, to_day=_number(groups.get("to_day")))
    first, last = clock.months(ahead)
    if groups.get("part"):
        part = Point(
            year=Year(first.year, first.year), month=first.month, part=_PARTS[groups["part"]]
        )
        return replace(part, past=ahead < 0)
    return Point(days=(first, last), past=ahead < 0)


def _day_alone(match: re.Match[str], clock: Clock) -> Point:
    day, to_day = in_signs(match["day"]), _number(match.groupdict().get("to_day"))
    return Point(day=day, to_day=to_day, impossible=not 1 <= day <= 31)


def _week(match: re.Match[str], clock: Clock) -> Point:
    ahead = {"下下": 2, "下": 1, "上上": -2, "上": -1}.get((match["which"] or "").rstrip("个一"), 0)
    monday, sunday = clock.week(ahead)
    if weekday := match["weekday"]:
        day = monday + timedelta(WEEKDAYS[weekday])
        return Point(days=(day, sunday if weekday == "末" else day), past=ahead < 0)
    return Point(days=(monday, sunday), past=ahead < 0)


def _weekday(match: re.Match[str], clock: Clock) -> Point:
    ahead = (WEEKDAYS[match["weekday"]] - clock.today.weekday()) % 7
    return Point(days=clock.day(ahead))


def _near_day(match: re.Match[str], clock: Clock) -> Point:
    ahead = {"明": 1, "后": 2, "大后": 3, "昨": -1, "前": -2, "大前": -3}[match["which"]]
    return Point(days=clock.day(ahead), past=ahead < 0)


def _year_part(match: re.Match[str], clock: Clock) -> Point:
    """年底, 明年年初: by the calendar; 财年底 by the fiscal year."""
    year = read_year(match["year"], clock) or Year(clock.today.year, clock.fiscal_year)
    month = {"底": 12, "末": 12, "终": 12, "初": 1, "中": 6}[match["yearpart"]]
    if year.is_fiscal or match["of"] == "财年":
        months = clock.fiscal.months(year.fiscal)
        first = months[month - 1]
        return Point(days=(first, add_months(first, 1) - timedelta(1)), inclusive=True)
    return Point(year=year, month=month, inclusive=True)


def _year_so_far(match: re.Match[str], clock: Clock) -> Point:
    return Point(days=clock.so_far(), past=True)


def _month_so_far(match: re.Match[str], clock: Clock) -> Point:
    return Point(days=(clock.today.replace(day=1), clock.today), past=True)


def _same_time(match: re.Match[str], clock: Clock) -> Point:
    first, last = clock.so_far()
    return Point(days=(add_months(first, -12), add_months(last, -12)), past=True)


def _window(match: re.Match[str], clock: Clock) -> Point:
    unit, count = _counted(match)
    if match["which"] in ("未来", "接下来", "今后", "往后", "后面"):
        return Point(days=clock.onward(unit, count), takes_year=False)
    return Point(days=clock.back(unit, count), past=True, takes_year=False)


def _within(match: re.Match[str], clock: Clock) -> Point:
    unit, count = _counted(match)
    return Point(days=clock.onward(unit, count), bound="within")


def _counted(match: re.Match[str]) -> tuple[str, int]:
    """The unit and how many of them; half a year is six months."""
    unit = UNITS[match["unit"]]
    if match["count"] != "半":
        count = in_signs(match["count"])
        # 近两年半 is seldom enough to be left to the whole years.
        return unit, count
    return {"year": ("month", 6), "month": ("day", 15)}.get(unit, (unit, 1))


def _quarter_ahead(match: re.Match[str], clock: Clock) -> Point:
    which = match["which"].rstrip("个一")
    ahead = {"下下": 2, "下": 1, "上上": -2, "上": -1}.get(which, 0)
    return Point(days=clock.quarters(ahead), past=ahead < 0)


def _years(match: re.Match[str], clock: Clock) -> Point:
    first, last = (read_year(match[name], clock) for name in ("year", "to_year"))
    assert first
    assert last
    days = clock.year(first.fiscal)[0], clock.year(last.fiscal)[1]
    return Point(days=days, impossible=days[1] < days[0], years=True)


def _year(match: re.Match[str], clock: Clock) -> Point:
    return Point(year=read_year(match["year"], clock))


def _bare_year(match: re.Match[str], clock: Clock) -> Point:
    return Point(year=read_year(match["year"] or match["year2"], clock))


_SPOKEN: list[tuple[str, Build]] = [
    (
        r"年初(?:至今|以来|到现在|到今天)|(?:今年|本年度?|本财年|今年度|本财政年度)(?:以来|至今|到现在|到目前)|(?:今年|本年)?累计至今",
        _year_so_far,
    ),
    (r"(?:本月|这个月)(?:以来|至今)", _month_so_far),
    (r"(?:去年|上年|上一年|上财年)(?:的)?(?:同期|这个时候|这会儿)", _same_time),
    # Stretches within one month.
    (
        rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH}){_OF_MONTH}\s?(?P<day>{_DAY})[号日]?{_TO}(?P<to_day>{_DAY}){_OF_DAY}",
        _months,
    ),
    (
        rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH})月\s?(?P<day>\d{{1,2}})[号日]?{_TO}(?P<to_day>\d{{1,2}})(?![\d.月%％年]|[个人名位元万千百块])",
        _months,
    ),
    (rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH}){_OF_MONTH}\s?(?P<day>{_DAY}){_OF_DAY}", _months),
    (
        rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH})月(?P<day>\d{{1,2}})(?![\d.,月%％年]|\s?[个人名位元万千百块场期门次万天]|\s?[-–—~到至])",
        _months,
    ),
    # Weekdays, weekends and weeks of a month.
    (
        rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH}){_OF_MONTH}{_WEEK.partition('(?!')[0]}的?{_WEEKS}(?P<weekday>[一二三四五六日天末])",
        _days_of_month,
    ),
    (
        rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH}){_OF_MONTH}{_NTH}{_WEEKS}(?P<weekday>[一二三四五六日天末])",
        _days_of_month,
    ),
    (rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH}){_OF_MONTH}{_EVERY}", _days_of_month),
    (rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH}){_OF_MONTH}{_SPAN}", _days_of_month),
    (
        r"圣诞节?\s?(?:和|到|至|与|跟|、|-|–|—|~|～)\s?(?:元旦|新年)(?:之间|期间|中间)?",
        lambda m, c: Point(month=12, day=25, to_day=1),
    ),
    (rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH}){_OF_MONTH}{_WEEK}", _months),
    # Months.
    (
        rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH})(?:月份?)?\s?(?:到|至|-|–|—|~|～)\s?(?P<to_month>{_MONTH}){_OF_MONTH}(?!\s?{_DAY}[号日]|[初中底末头上下])",
        _months,
    ),
    (
        rf"{_YEAR}{_NO_DIGIT}(?P<month>[一二三四五六七八九])[、]?(?P<to_month>[二三四五六七八九十]){_OF_MONTH}",
        _adjacent_months,
    ),
    (rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH}){_OF_MONTH}{_PART}", _months),
    (rf"{_YEAR}{_NO_DIGIT}(?P<month>{_MONTH}){_OF_MONTH}", _months),
    (rf"{_YEAR}(?<![\d.第个])(?P<no>{_NO_MONTH})月(?:份|\d|初|底)?(?!\d)", _no_month),
    # Quarters and halves.
    (
        rf"{_YEAR}(?<![\d.个])(?<!分别)(?<!分别在)(?<!分别是)第?(?P<quarter>{_QUARTER})(?:季度?)?(?:到|至|-|–|、|和)第?(?P<to_quarter>{_QUARTER})季度?(?!节)",
        _quarter,
    ),
    (rf"{_YEAR}第?(?P<quarter>[一二三])(?P<to_quarter>[二三四])季度", _quarter),
    (
        rf"{_YEAR}(?:全年|{_FISCAL_END})?里?的?(?:第(?P<quarter>[一二三四1-4])个|(?P<end>最后一?个?|末|头一个|首个?))季(?:度|(?=[，。,\s的]|$))",
        _quarter_in_order,
    ),
    (rf"{_YEAR}(?<![\d.个])第?(?P<quarter>{_QUARTER})季度?(?:末|底)", _quarter_end),
    (
        rf"{_YEAR}(?<![\d.个延晚早])(?<!延后)(?<!推迟)(?<!提前)第?(?P<quarter>{_QUARTER})季度?(?!节|一)",
        _quarter,
    ),
    (rf"{_YEAR}-?(?<![A-Za-z])[Qq](?P<quarter>[1-4])(?![\dA-Za-z])(?:季度?)?", _quarter),
    (rf"{_YEAR}(?<!半)(?P<half>[上下前后])半年度?(?![里内以之])", _half),
    (rf"{_YEAR}-?(?<![A-Za-z])[Hh](?P<half>[12])(?![\dA-Za-z])", _half),
    (
        r"(?P<which>下下个?|下一?个?|上上个?|上一?个?|本|这个?)季(?:度|(?=[，。,\s的]|$|开|做|办|搞|前|之|以))",
        _quarter_ahead,
    ),
    # What is near.
    (
        rf"(?P<which>下下个?|下个?|上上个?|上个?|这个?|本|当)月份?(?:的)?(?P<day>{_DAY})[号日]?{_TO}(?P<to_day>{_DAY})[号日]",
        _this_month,
    ),
    (
        rf"(?P<which>下下个?|下个?|上上个?|上个?|这个?|本|当)月份?(?:的)?(?P<day>{_DAY})[号日]",
        _this_month,
    ),
    (
        r"(?P<which>下下个?|下个?|上上个?|上个?|这个?|本|当)月份?(?:的?(?P<part>上旬|中旬|下旬|上半月|下半月|初|底|末|中))?(?!饼|球)",
        _this_month,
    ),
    (r"(?<![\d个每十一二三四五六七八九])(?P<which>)(?P<part>月底|月末|月初|月中)", _this_month),
    (
        r"(?P<which>下下个?|下一?个?|上上个?|上一?个?|这个?|这一|本)(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末](?![期级个次场]))?(?!年)",
        _week,
    ),
    (
        r"(?<![每一二两三四五六七八九十\d个])(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])(?!期|年|次)",
        _weekday,
    ),
    (
        r"(?P<which>大后|后|明)天|(?<!为)(?P<which2>明)(?:儿|早|晚)",
        lambda m, c: Point(days=c.day({"大后": 3, "后": 2, "明": 1}[m["which"] or m["which2"]])),
    ),
    (
        r"(?P<which>昨)[天晚]|(?P<which2>大前|前)天",
        lambda m, c: Point(
            days=c.day({"昨": -1, "前": -2, "大前": -3}[m["which"] or m["which2"]]), past=True
        ),
    ),
    # Windows.
    (
        rf"(?P<which>未来|接下来|今后|往后|后面|最近|过去|近|这)(?:的)?(?P<count>{_COUNT})个?{_UNIT}(?:里|内|中|来|以来)?(?!级)",
        _window,
    ),
    (rf"(?<![\d.第近去来])(?<!入职)(?P<count>{_COUNT})个?{_UNIT}(?:之内|以内|内)(?!部)", _within),
    # Years.
    (
        rf"(?P<year>{CHINESE_YEAR_BEFORE}|(?<!\d)20[0-4]\d|(?<!\d)[2-4]\d年?)\s?(?:到|至|-|–|—|~|～)\s?(?P<to_year>{CHINESE_YEAR}|[2-4]\d年)",
        _years,
    ),
    (
        rf"(?:(?P<year>{CHINESE_YEAR_BEFORE})\s?的?)?(?P<of>财年|年)(?P<yearpart>底|末|终(?!奖)|初|中(?![国间]))",
        _year_part,
    ),
    (r"(?P<year>今年|明年|去年|前年|后年)(?P<of>)(?P<yearpart>底|末|初|中(?![国间]))", _year_part),
    (
        rf"{_NO_DIGIT}(?<![月年A-Za-z号\-–—~每到至])(?P<day>{_DAY})[号日]?{_TO}(?P<to_day>{_DAY}){_OF_DAY}(?!人)",
        _day_alone,
    ),
    (
        rf"{_NO_DIGIT}(?<![月年A-Za-z每百千万:：/-])(?P<day>\d{{1,2}}|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|初?[一二三四五六七八九])号(?![楼线机库人门厂仓店床岗炉文车院馆厅桥井窗产位员台码元间称令召脚])",
        _day_alone,
    ),
    (r"(?<![\d月年A-Za-z/-])(?P<day>\d{1,2})日(?![游常语本报子内])", _day_alone),
    (
        r"(?<!\d)(?P<year>20[0-4]\d)(?=[、和与跟，,]\s?20[0-4]\d)|(?<=20\d\d[、和与跟，,])(?P<year2>20[0-4]\d)(?!\d|-)",
        _bare_year,
    ),
    (rf"(?P<year>{CHINESE_YEAR})(?![会级]|终奖)", _year),
    # A number of years' worth alone: 27年 only where what follows is said of a year.
    (
        r"(?<![\d干做满近约有超到第足过了])(?P<year>2[0-9]年)"
        r"(?=那|度|到|至今|以来|的?(?:预算|培训|申请|计划|需求|花|费用|支出|执行|剩|总|全年)|[跟和与同]\s?2\d年|比)",
        _year,
    ),
    (r"(?<=[比跟和与同])(?P<year>2[0-9]年)(?=[多少高低]|[涨增减超])", _year),
]
PATTERNS = [(re.compile(pattern), build) for pattern, build in _SPOKEN]
YEAR_ALONE = re.compile(rf"(?P<year>{CHINESE_YEAR})")


def read_chinese(text: str, clock: Clock) -> Iterator[tuple[re.Match[str], Point]]:
    """Each time that a pattern reads, the more specific first; they may overlap."""
    for pattern, build in PATTERNS:
        for match in pattern.finditer(text):
            yield match, build(match, clock)
