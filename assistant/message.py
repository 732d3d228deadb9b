"""The latest message as understood: its intent, and the facts said in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from rasa_sdk import Tracker

from assistant.acting.likeliest import Likely
from assistant.people.reading import people_said
from assistant.understanding.patterns import Patterns
from assistant.understanding.taken import take
from engine.trust.audit import Way
from engine.values.fiscal import FiscalCalendar

Thing = dict[str, str]
Days = dict[str, Any]
ASKING = Patterns(__file__).compiled("asking")
TOPICS = ("course", "skill")
CATALOGUED = ("department", "position", "kpi", "employee_name")
WORDS = ("vague_headcount", "vague_amount", "impossible_day", "request_id", "level")
# Sums, and what each is for.
MONEY = {"amount": None, "amount_per_head": "head", "amount_per_session": "session"}
# What is known of a time beside its words.
OF_DAYS = ("first_day", "last_day", "bound", "open_year", "excluded", "other_day", "some_days")

REQUEST_FACTS = (
    "course",
    "skill",
    "department",
    "position",
    "kpi",
    "headcount",
    "vague_headcount",
    "headcount_change",
    "amount",
    "amount_per_head",
    "amount_per_session",
    "amount_change",
    "ceiling",
    "vague_amount",
    "period",
    "impossible_day",
    "number",
    "request_id",
)


@dataclass(frozen=True)
class Unknown:
    """A name without a thing in the catalogue; `candidates` are the likeliest {code, name}."""

    kind: str
    words: str
    candidates: tuple[Thing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sum as it was said; `currency` is an ISO code, or None where none was said.

    `per` is head or session, or None for a sum in all; `tax` is included or excluded, `bound`
    at_most, at_least or about. `parts` are the sums that `value` is the sum of, where several
    were said to be added.
    """

    value: Decimal
    currency: str | None = None
    per: str | None = None
    tax: str | None = None
    bound: str | None = None
    parts: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Change:
    """A figure said against the one that stands: 3 more (`add`), or half of it (`times`)."""

    add: Decimal | None = None
    times: Decimal | None = None
    currency: str | None = None
    per: str | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a message says. Catalogue names are {code, name}; an unlisted course {topic}."""

    course: Thing | None = None
    skill: Thing | None = None
    department: Thing | None = None
    position: Thing | None = None
    kpi: Thing | None = None
    headcount: Decimal | None = None
    headcount_change: Change | None = None
    # at_most or at_least, where the headcount was said as a bound.
    headcount_bound: str | None = None
    vague_headcount: str | None = None
    # Between so many and so many people.
    bounds: tuple[int, int] | None = None
    amount: Said | None = None
    amount_per_head: Said | None = None
    amount_per_session: Said | None = None
    amount_change: Change | None = None
    # What it may cost at most or is to cost at least: no quotation.
    ceiling: Said | None = None
    # Parts of a sum in several currencies, which nobody has added.
    mixed: tuple[Said, ...] = ()
    # included or excluded, and the rate in per cent.
    tax: str | None = None
    tax_rate: Decimal | None = None
    vague_amount: str | None = None
    # {words, first_day, last_day}, and what else is known: bound, open_year.
    period: Days | None = None
    # A time that names no days, with days to suggest; a day that there is not, as written.
    vague_period: Days | None = None
    impossible_day: str | None = None
    number: Decimal | None = None
    request_id: str | None = None
    # Everybody who has the name that was said: {code, name}.
    people: tuple[Thing, ...] = ()
    percent_from: Decimal | None = None
    percent_to: Decimal | None = None
    past_period: Days | None = None
    # Names of units, positions, KPIs and people that the catalogue does not hold.
    unknown: tuple[Unknown, ...] = ()
    # Names that were not written as the catalogue has them: (as written, as it is called).
    guessed: tuple[tuple[str, str], ...] = ()

    @property
    def anything(self) -> bool:
        """Whether it says anything that a request or a need is made of."""
        return any(getattr(self, name) is not None for name in REQUEST_FACTS)

    @property
    def name_said(self) -> str:
        """The first name of a person as it was said, known or not."""
        unknown = [one.words for one in self.unknown if one.kind == "employee_name"]
        return next(iter([*unknown, *(one["name"] for one in self.people)]), "")

    @property
    def changes_request(self) -> bool:
        """Whether it says anew how many, how much, when, or which course."""
        said = (
            self.headcount,
            self.headcount_change,
            self.amount,
            self.amount_per_head,
            self.amount_per_session,
            self.amount_change,
            self.ceiling,
            self.tax_rate,
            self.period,
            (self.course or {}).get("code"),
        )
        return any(fact is not None for fact in said)


class Part(NamedTuple):
    """A sentence of a message: where it stands, and what it is by its words alone."""

    start: int
    end: int
    intents: Mapping[str, float]
    readings: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Message:
    text: str
    intent: str
    confidence: float
    choices: Sequence[str]
    message_id: str
    person: str
    channel: str
    # What the person came in with.
    began: str | None = None
    # The day it was at the company when this was said.
    today: date
    facts: Facts = field(default_factory=Facts)
    # By which its years, quarters and halves were read.
    fiscal: FiscalCalendar = field(default_factory=FiscalCalendar)
    entities: Sequence[dict[str, Any]] = ()
    # Names that the message says are not meant, as they were said.
    ruled_out: tuple[str, ...] = ()
    # What these names are of, as it was read.
    excluded: Sequence[dict[str, Any]] = ()
    # The names that others take the place of, where such were said: A of "from A to B".
    replaced: Sequence[dict[str, Any]] = ()
    # How likely it is each act, and each capability, by its words alone; and what it does, with the
    # talk weighed in (see `assistant.acting`).
    readings: Mapping[str, float] = field(default_factory=dict)
    intents: Mapping[str, float] = field(default_factory=dict)
    likely: tuple[Likely, ...] = ()
    # Its sentences, where there are several: each may do something of its own.
    parts: tuple[Part, ...] = ()
    # How a language model has retold it: as a "whole", to which nothing of before is to be added; or
    # as what is to be done with the "list" shown last. None where it is as it was said.
    retold: str | None = None
    # Whether it says more than is read as one message: nothing of it is known then.
    too_much: bool = False
    # What the pressed button does (see `assistant.buttons`); None for words.
    act: dict[str, Any] | None = None

    @classmethod
    def latest(cls, tracker: Tracker) -> Message:
        latest = tracker.latest_message
        intent = latest.get("intent") or {}
        ranking = [choice["name"] for choice in latest.get("intent_ranking", [])]
        metadata = latest.get("metadata") or {}
        today = date.fromisoformat(metadata["today"])
        return cls(
            text=latest.get("text") or "",
            intent=intent.get("name") or "",
            confidence=intent.get("confidence") or 0.0,
            choices=[name for name in ranking if name != "nlu_fallback"],
            message_id=latest.get("message_id") or "",
            person=metadata.get("person", ""),
            channel=metadata.get("channel", ""),
            began=metadata.get("began") or None,
            today=today,
            fiscal=FiscalCalendar(
                metadata.get("fiscal_month", 1), metadata.get("fiscal_named_by_start", False)
            ),
            facts=read_facts(latest.get("entities", []), today),
            entities=latest.get("entities", []),
            act=metadata.get("act"),
            too_much=bool(latest.get("too_much")),
            readings=_shares(latest.get("acts", [])),
            intents=_shares(latest.get("intent_ranking", [])),
            parts=_parts(latest.get("part_intents", []), latest.get("part_acts", [])),
        )

    def does(self, *acts: str) -> float:
        """How likely it does one of these, whatever of."""
        return sum(one.probability for one in self.likely if one.act in acts)

    def with_people(self, perform: Callable[..., Any]) -> Message:
        """The same, with whoever is named in it looked up by `perform`, as who speaks."""
        entities = people_said(self.text, self.entities, perform)
        if entities == list(self.entities):
            return self
        return replace(self, entities=entities, facts=read_facts(entities, self.today))

    @property
    def way(self) -> Way:
        """By which the person came, for what is done as he says."""
        return Way(self.channel, self.began)

    @property
    def asks(self) -> bool:
        """Whether it is put as a question."""
        return bool(ASKING.search(self.text.strip()))


def take_days(message: Message) -> None:
    """Note that the answer is of the time that is said, where it does not say so itself."""
    take(*(str(one["value"]) for one in message.entities if one["entity"] == "period"))


def _parts(
    intents: Sequence[dict[str, Any]], acts: Sequence[Sequence[dict[str, Any]]]
) -> tuple[Part, ...]:
    return tuple(
        Part(one["start"], one["end"], _shares(one["ranking"]), _shares(read))
        for one, read in zip(intents, acts, strict=True)
    )


def _shares(ranking: Sequence[dict[str, Any]]) -> dict[str, float]:
    return {one["name"]: one.get("confidence") or 0.0 for one in ranking}


def read_facts(entities: Sequence[dict[str, Any]], today: date) -> Facts:
    """The first value of each kind, and what else a message with several needs says."""
    facts: dict[str, Any] = {}
    # Of two headcounts the one that is no bound is meant: max 16 people, I'd send 14. Of two times
    # the one within the other: a request for next year, in April 2027.
    for entity in sorted(entities, key=lambda one: _is_bound(one) or _holds_another(one, entities)):
        kind, value = _fact(entity, today)
        if kind in Facts.__dataclass_fields__ and value is not None:
            facts.setdefault(kind, value)
    return Facts(
        **{**facts, **_sum_of_parts(entities)},
        headcount_bound=_headcount_bound(entities),
        tax=_first(entities, "tax", *MONEY),
        bounds=next(((one["low"], one["high"]) for one in entities if "low" in one), None),
        people=tuple(_people(entities)),
        unknown=tuple(_unknown(one) for one in entities if _is_unknown(one)),
        guessed=tuple((one["value"], one["name"]) for one in entities if one.get("guessed")),
    )


def _is_bound(entity: dict[str, Any]) -> bool:
    return entity["entity"] == "headcount" and entity.get("bound") is not None


def _holds_another(entity: dict[str, Any], entities: Sequence[dict[str, Any]]) -> bool:
    """Whether another time that is said lies within this one."""
    if entity["entity"] != "period":
        return False
    first, last = entity["first_day"], entity["last_day"]
    days = [
        (one["first_day"], one["last_day"])
        for one in entities
        if one["entity"] == "period" and not one.get("past")
    ]
    return any(first <= a and b <= last and (a, b) != (first, last) for a, b in days)


def _headcount_bound(entities: Sequence[dict[str, Any]]) -> str | None:
    """at_most or at_least, where no other headcount is said than one that is a bound."""
    counts = [one for one in entities if one["entity"] == "headcount" and "role" not in one]
    return min(counts, key=_is_bound).get("bound") if counts else None


def _fact(entity: dict[str, Any], today: date) -> tuple[str, Any]:
    """Which fact an entity is, and its value; None where it says nothing to go by."""
    kind, value = entity["entity"], entity["value"]
    if kind in TOPICS or kind in CATALOGUED:
        return _thing(entity)
    if kind not in Facts.__dataclass_fields__:
        # How an answer is to be laid out (`assistant.conversation.framing`), and the like.
        return kind, None
    if kind == "period":
        past = entity.get("past") or date.fromisoformat(entity["last_day"]) < today
        return ("past_period" if past else "period"), _days(entity)
    if kind == "vague_period":
        return kind, _days(entity)
    if kind in WORDS:
        return kind, value
    if entity.get("role") == "relative":
        return ("headcount_change" if kind == "headcount" else "amount_change"), _change(entity)
    if kind in MONEY:
        return ("ceiling" if entity.get("role") == "limit" else kind), _said(entity)
    return kind, Decimal(str(value))


def _said(entity: dict[str, Any]) -> Said:
    return Said(
        value=Decimal(str(entity["value"])),
        currency=entity.get("currency"),
        per=MONEY[entity["entity"]],
        tax=entity.get("tax"),
        bound=entity.get("bound"),
    )


def _change(entity: dict[str, Any]) -> Change:
    add, times = (
        None if entity.get(name) is None else Decimal(str(entity[name]))
        for name in ("add", "times")
    )
    return Change(add, times, entity.get("currency"), MONEY.get(entity["entity"]))


def _sum_of_parts(entities: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The amount that parts said to be added make: in one currency their sum, else the parts."""
    parts = tuple(
        _said(one) for one in entities if one["entity"] == "amount" and one.get("role") == "part"
    )
    if len(parts) < 2:
        return {}
    if len({part.currency for part in parts}) > 1:
        return {"amount": None, "mixed": parts}
    total = sum((part.value for part in parts), Decimal(0))
    return {"amount": Said(value=total, currency=parts[0].currency, tax=parts[0].tax, parts=parts)}


def _first(entities: Sequence[dict[str, Any]], what: str, *kinds: str) -> str | None:
    """What the first of these kinds that says `what` says."""
    return next((one[what] for one in entities if one["entity"] in kinds and one.get(what)), None)


def _days(entity: dict[str, Any]) -> Days:
    known = {name: entity[name] for name in OF_DAYS if name in entity}
    return {"words": entity["value"], **known}


def _thing(entity: dict[str, Any]) -> tuple[str, Thing | None]:
    """Things of the catalogue go by what their code is of; topics without one are courses."""
    code, kind = entity.get("code"), entity.get("kind", entity["entity"])
    if code:
        return kind, {"code": code, "name": entity["value"]}
    if entity["entity"] in TOPICS:
        return "course", {"topic": entity["value"]}
    return kind, None


def _people(entities: Sequence[dict[str, Any]]) -> Iterator[Thing]:
    """Those whom the first name of a person may mean."""
    named = [one for one in entities if one["entity"] == "employee_name" and one.get("code")]
    first = [one for one in named if one["start"] == named[0]["start"]]
    # 罗文 E000437: of those of that name, the one whose number is said as well.
    others = {one["code"] for one in named if one["start"] != named[0]["start"]}
    both = [one for one in first if one["code"] in others]
    for one in both or first:
        yield {"code": one["code"], "name": one["value"]}


def _is_unknown(entity: dict[str, Any]) -> bool:
    return entity["entity"] in CATALOGUED and not entity.get("code")


def _unknown(entity: dict[str, Any]) -> Unknown:
    return Unknown(entity["entity"], entity["value"], tuple(entity.get("candidates", ())))
