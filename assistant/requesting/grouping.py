"""The groups of a draft, changed by what a message says of them, and said back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from assistant.base import Turn
from assistant.errors import say_error
from assistant.message import Change
from assistant.requesting.group_reading import NAMED, figures_beside, read_groups
from assistant.requesting.groups import (
    ADD,
    ALSO,
    GONE,
    SET,
    TAKE,
    WITHIN,
    Group,
    GroupSaid,
    Regrouped,
    groups_in,
    headcount_of,
    is_same_group,
    regrouped,
)
from assistant.requesting.headcount import read_bare_headcount
from assistant.requesting.words import words
from engine.usecases.estimate_cost import check_headcount
from engine.usecases.units import common_unit, requesting_roster
from engine.values.errors import EngineError, InvalidInput

# Longer messages tell of a group in passing.
LONGEST_ALSO = 60


@dataclass(frozen=True, kw_only=True)
class GroupsSaid:
    """What a message says of groups, and the headcounts it says of none."""

    said: tuple[GroupSaid, ...] = ()
    beside: tuple[int, ...] = ()


def groups_said(turn: Turn) -> GroupsSaid:
    """What the message says of groups; nothing where it names but one, for all people."""
    message, known = turn.message, groups_in(turn.slots)
    if (answered := _answered(turn, known)) is not None:
        return GroupsSaid(said=(answered,))
    said = read_groups(message.text, message.entities, known)
    beside = figures_beside(message.text, message.entities, known)
    before = int(turn.slots.get("headcount") or 0)
    meant = _meant(turn, said, known, bool(before or beside))
    return GroupsSaid(said=meant, beside=tuple(beside))


def _answered(turn: Turn, known: Sequence[Group]) -> GroupSaid | None:
    """What answers the question that is open about a group: how many of it, or of which."""
    group = turn.slots.get("group_open")
    if not group:
        return None
    text = turn.message.text
    if group["how"] == ADD:
        number = turn.message.facts.number or turn.message.facts.headcount
        bare = read_bare_headcount(text)
        count = bare.count if bare else int(number or 0)
        named = any(one.headcount for one in read_groups(text, turn.message.entities, known))
        return GroupSaid(**{**group, "headcount": count}) if count > 0 and not named else None
    of = [one for one in known if one.words and one.words.casefold() in text.casefold()]
    if len(of) != 1 or len(text) > LONGEST_ALSO:
        return None
    return GroupSaid(words=of[0].words, code=of[0].code, how=TAKE, headcount=group["headcount"])


def _meant(
    turn: Turn, said: Sequence[GroupSaid], known: Sequence[Group], counted: bool
) -> tuple[GroupSaid, ...]:
    figured = tuple(one for one in said if one.headcount)
    gone = [one for one in said if one.how == GONE and _is_known(one, known)]
    if known:
        return tuple(one for one in said if one.headcount or one in gone or _comes_too(turn, one))
    if len([one for one in figured if one.how in (SET, ADD)]) > 1:
        return figured
    if counted and any(one.how in (ADD, TAKE, WITHIN) for one in figured):
        return figured
    if figured:
        return figured if _is_own_name(turn, figured[0]) else ()
    if turn.slots.get("headcount"):
        return tuple(one for one in said if _comes_too(turn, one))
    return ()


def _comes_too(turn: Turn, one: GroupSaid) -> bool:
    return one.how == ALSO and len(turn.message.text) <= LONGEST_ALSO


def _is_known(said: GroupSaid, known: Sequence[Group]) -> bool:
    return any(is_same_group(one, said) for one in known)


def _is_own_name(turn: Turn, said: GroupSaid) -> bool:
    """Whether one group alone is kept by its name: the catalogue's units and positions have
    their own places in the draft."""
    return not any(
        one["entity"] in NAMED and one["value"] == said.words for one in turn.message.entities
    )


def take_groups(turn: Turn, groups: GroupsSaid) -> None:
    """Change the groups as it was said, with their sum as the headcount; a group that comes too
    is asked about."""
    groups = _with_rest(turn, groups)
    figured = [one for one in groups.said if one.how != ALSO]
    if turn.slots.get("group_open"):
        turn.set(group_open=None)
    if figured:
        known, before, total = _basis(turn, groups, figured)
        known = known or _of_unit(turn, before if total is None else 0, figured)
        _keep(turn, regrouped(known, before, figured, total), total)
        _widen_unit(turn)
    for one in groups.said:
        if one.how == ALSO:
            turn.set(group_open={"words": one.words, "code": one.code, "how": ADD})


def _of_unit(turn: Turn, before: int, said: Sequence[GroupSaid]) -> tuple[Group, ...]:
    """Those of the draft's unit as a group by its name, where others come on top of them."""
    unit = turn.slots.get("department") or {}
    named = [one for one in turn.message.entities if one["entity"] == "department"]
    units = {one["code"] for one in named if one.get("code")}
    others = any(one.how == ADD and one.code in units for one in said)
    if not (before and unit and others) or any(one.code == unit["code"] for one in said):
        return ()
    return (Group(words=turn.speech.name(unit), headcount=before, code=unit["code"]),)


def _widen_unit(turn: Turn) -> None:
    """A request for people of several units is for the unit that has them all."""
    unit, groups = turn.slots.get("department"), groups_in(turn.slots)
    codes = [one.code for one in groups if one.code]
    if unit and unit["code"] in codes and len(codes) == len(groups) > 1:
        try:
            turn.set(department=asdict(turn.perform(common_unit, codes)))
        except EngineError:
            return


def _with_rest(turn: Turn, groups: GroupsSaid) -> GroupsSaid:
    """Who comes too, where it is said how many there are then, is what they are more than
    before: make it 208, the team leaders too."""
    before = int(turn.slots.get("headcount") or 0)
    if len(groups.said) != 1 or groups.said[0].how != ALSO or len(groups.beside) != 1:
        return groups
    rest = groups.beside[0] - before
    if not before or rest <= 0 or groups_in(turn.slots):
        return groups
    position = turn.slots.get("position") or {}
    known = GroupSaid(
        words=position.get("name") or "", how=SET, headcount=before, code=position.get("code")
    )
    turn.set(position=None)
    return GroupsSaid(
        said=(known, replace(groups.said[0], how=SET, headcount=rest)), beside=groups.beside
    )


def _basis(
    turn: Turn, groups: GroupsSaid, said: Sequence[GroupSaid]
) -> tuple[tuple[Group, ...], int, int | None]:
    """The groups and the headcount that what is said goes by, and how many are said in all.

    A figure beside the groups is that of all where the message says so, where the groups are
    parts of it, or where it is just what they come to; else others come on top of it.
    """
    known, before = groups_in(turn.slots), int(turn.slots.get("headcount") or 0)
    if not groups.beside:
        return known, before, None
    figure = groups.beside[-1]
    added = sum(one.headcount or 0 for one in said if one.how == ADD)
    is_all = (
        any(one.how == WITHIN for one in said)
        or all(one.how == SET for one in said)
        or before + added == figure
        or words("groups", "all_told").search(turn.message.text)
    )
    return (known, before, figure) if is_all else ((), figure, None)


def _keep(turn: Turn, outcome: Regrouped, total: int | None) -> None:
    known = groups_in(turn.slots)
    names = say_groups(turn, known) or _in_all(turn)
    if outcome.unknown:
        turn.reply(turn.say("groups.unknown", words=outcome.unknown, groups=names))
    if outcome.too_many:
        turn.reply(turn.say("groups.too_many", words=outcome.too_many, groups=names))
    if outcome.unknown or outcome.too_many:
        return
    try:
        turn.perform(check_headcount, outcome.headcount)
    except InvalidInput as error:
        turn.reply(say_error(turn.speech, error))
        return
    if total is not None and total != outcome.headcount:
        turn.reply(turn.say("groups.not_the_sum", total=total, headcount=outcome.headcount))
    set_groups(turn, outcome.groups)
    if outcome.groups and max(len(outcome.groups), len(known)) > 1:
        turn.reply(
            turn.say(
                "groups.taken",
                groups=say_groups(turn, outcome.groups),
                headcount=outcome.headcount,
            )
        )


def set_groups(turn: Turn, groups: Sequence[Group]) -> None:
    """The one place where groups are set: their sum is the headcount."""
    turn.set(
        groups=[asdict(one) for one in groups] or None,
        headcount=headcount_of(groups) or None,
        audience=None,
    )


def change_groups(turn: Turn, change: Change) -> bool:
    """Some more or fewer, of no group by name, where there are groups; False where there are
    none, or where all are to be so many times as many."""
    groups = groups_in(turn.slots)
    if not groups or change.add is None or change.add != change.add.to_integral_value():
        return False
    figure = int(change.add)
    if figure < 0:
        turn.set(group_open={"words": "", "how": TAKE, "headcount": -figure})
        return True
    unnamed = next((n for n, one in enumerate(groups) if not one.words), None)
    rows = list(groups)
    if unnamed is None:
        rows.append(Group(words="", headcount=figure))
    else:
        rows[unnamed] = replace(rows[unnamed], headcount=rows[unnamed].headcount + figure)
    _keep(turn, Regrouped(groups=tuple(rows)), None)
    return True


def say_groups(turn: Turn, groups: Sequence[Group]) -> list[str]:
    """Each with its figure, those without a name last."""
    named = [one for one in groups if one.words]
    others = [one for one in groups if not one.words]
    said = [turn.say("groups.one", words=one.words, headcount=one.headcount) for one in named]
    return said + [turn.say("groups.others", headcount=one.headcount) for one in others]


def _in_all(turn: Turn) -> list[str]:
    return [turn.say("groups.all", headcount=int(turn.slots.get("headcount") or 0))]


def ask_about_group(turn: Turn) -> None:
    """Of which group there are fewer; or how many of one that comes too: all of a unit are
    offered."""
    open_ = turn.slots["group_open"]
    if open_["how"] == TAKE:
        _ask_of_which(turn, open_["headcount"])
        return
    words_ = open_["words"]
    count = _roster(turn, open_.get("code"))
    choices = [turn.say("groups.add_choice", words=words_, headcount=count)] if count else None
    turn.reply(turn.say("groups.how_many", words=words_), choices=choices)


def _ask_of_which(turn: Turn, fewer: int) -> None:
    groups = groups_in(turn.slots)
    turn.reply(
        turn.say("groups.of_which", headcount=fewer, groups=say_groups(turn, groups)),
        choices=[
            turn.say("groups.take_choice", words=one.words, headcount=fewer)
            for one in groups
            if one.words and one.headcount >= fewer
        ],
    )


def _roster(turn: Turn, code: str | None) -> int:
    if code is None:
        return 0
    try:
        return turn.perform(requesting_roster, code).headcount
    except EngineError:
        return 0
