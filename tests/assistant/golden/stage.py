"""One action, run on what is said and on prepared results; all that it does, written down."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.base import PeisuanAction
from assistant.reply import Choice, FileLink, Reply, ReplyTable
from engine.policy import load_policy
from engine.settings import Settings
from engine.values.company import Company
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money
from engine.values.results import Named
from tests.assistant.alone import run_alone
from tests.assistant.steps import Step

TEXTS = Path(__file__).parent / "texts"
TODAY = date(2026, 11, 23)
SLOT_PER_LANGUAGE = "language"
COMPANY = Company(
    name="某某制造", currency="CNY", time_zone="Asia/Shanghai", fiscal=FiscalCalendar(1)
)
YES = ("好", "yes")


@dataclass(frozen=True)
class Each:
    """Results of a use case that is asked several times, in their order."""

    results: Sequence[object]


@dataclass(frozen=True, kw_only=True)
class Case:
    """`said` in Chinese and in English; `results` by the use case's name: what it returns, or
    the error that it raises. `fails`: it is an accident that is shown."""

    action: type[PeisuanAction] | Step
    name: str
    said: tuple[str, str] = YES
    intent: str = ""
    confidence: float = 1.0
    ranking: Sequence[str] = ()
    entities: Sequence[Mapping[str, Any]] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    results: Mapping[str, object] = field(default_factory=dict)
    channel: str = "web"
    company: Company = COMPANY
    fails: bool = False
    # What a button that was pressed does.
    act: Mapping[str, Any] | None = None


class FakeEngine:
    """Has the prepared results, and notes what it is asked."""

    def __init__(self, results: Mapping[str, object], company: Company) -> None:
        self._results = {
            name: iter(one.results) if isinstance(one, Each) else one
            for name, one in results.items()
        }
        self._company = company
        self.policy = load_policy()
        self.asked: list[str] = []
        self.unprepared: list[str] = []

    def company(self) -> Company:
        return self._company

    def perform(
        self, usecase: Callable[..., Any], person: str, channel: str, *args: Any, **kwargs: Any
    ) -> Any:
        name = usecase.__name__
        given = [*map(shown, args), *(f"{key}={shown(value)}" for key, value in kwargs.items())]
        self.asked.append(f"asks: {name}({', '.join(given)}) as {person}")
        self.asked += [
            f"  {line}" for one in args if isinstance(one, bytes) for line in written(one)
        ]
        if name not in self._results:
            self.unprepared.append(name)
            raise AssertionError(f"the case has no result of {name}")
        result = self._results[name]
        if hasattr(result, "__next__"):
            result = next(result)
        if isinstance(result, Exception):
            raise result
        return result


def transcript(case: Case, language: str) -> str:
    """All that the action does in this case: what it asks the engine, says and remembers."""
    engine = FakeEngine(case.results, case.company)
    dispatcher = CollectingDispatcher()
    said = case.said[0 if language == "zh" else 1]
    tracker = _tracker(case, said, language)
    events = run_alone(case.action, engine, dispatcher, tracker)  # type: ignore[arg-type]
    assert not engine.unprepared, f"{case.name}: no results of {engine.unprepared}"
    replies = [Reply.from_plain(one["custom"]) for one in dispatcher.messages]
    lines = [f"=== {case.name}", f"said: {said}"]
    lines += [f"slot: {name} = {shown(value)}" for name, value in case.slots.items()]
    lines += engine.asked
    for reply in replies:
        lines += _reply(reply)
    lines += _remembered(events)
    return "\n".join(lines) + "\n"


def _tracker(case: Case, said: str, language: str) -> Tracker:
    latest = {
        "text": said,
        "intent": {"name": case.intent, "confidence": case.confidence},
        "intent_ranking": [{"name": name} for name in case.ranking],
        "entities": [dict(one) for one in case.entities],
        "message_id": "m1",
        "metadata": {
            "person": "P7",
            "channel": case.channel,
            "today": TODAY.isoformat(),
            "currency": case.company.currency,
            "fiscal_month": case.company.fiscal.first_month,
            "act": None if case.act is None else dict(case.act),
        },
    }
    slots = {SLOT_PER_LANGUAGE: language, **case.slots}
    return Tracker("talk", slots, latest, [], False, None, {}, None)


def _reply(reply: Reply) -> list[str]:
    lines = ["-" * 24 + (" personal" if reply.personal else ""), reply.text]
    if reply.choices:
        lines += [_button(choice) for choice in reply.choices]
    if reply.table:
        lines += _table(reply.table)
    if reply.file:
        lines += _file(reply.file)
    return lines


def _button(choice: Choice) -> str:
    """What it says, and what it does where that is not what it says."""
    act = {name: value for name, value in (choice.act or {}).items() if value is not None}
    return f"[{choice.title}]" + (f" does {shown(act)}" if act else "")


def _table(table: ReplyTable) -> list[str]:
    rows = [table.columns, *table.rows]
    return [
        *("| " + " | ".join(row) + " |" for row in rows),
        f"instead of {len(table.lines)} lines",
    ]


def _file(file: FileLink) -> list[str]:
    url = file.url.replace(Settings().address, "")
    return [f"file: {file.name} at {url}", *([f"picture: {file.alt}"] if file.alt else [])]


def _remembered(events: Sequence[Mapping[str, Any]]) -> list[str]:
    """What every slot that was set is in the end, those that are emptied in one line."""
    slots = {one["name"]: one["value"] for one in events if one["event"] == "slot"}
    empty = [name for name, value in slots.items() if value is None]
    lines = [f"sets: {name} = {shown(slots[name])}" for name in slots if name not in empty]
    if empty:
        lines.append(f"empties: {', '.join(empty)}")
    others = [one for one in events if one["event"] != "slot"]
    return [*lines, *(f"then: {one['event']} {one.get('name')}" for one in others)]


def written(content: bytes) -> list[str]:
    """What stands in a file: a sheet's rows, a chart's words and figures, a text's lines."""
    if content.startswith(b"PK"):
        sheet = load_workbook(io.BytesIO(content)).active
        return [" | ".join(map(str, row)) for row in sheet.iter_rows(values_only=True)]
    if content.startswith(b"{"):
        chart = json.loads(content)
        rows = [f"{row['label']}: {row['values']} {row['said']}" for row in chart["rows"]]
        return [chart["title"], f"{chart['series']} stacked: {chart['stacked']}", *rows]
    return [] if content.startswith(b"%PDF") else content.decode("utf-8-sig").splitlines()


def shown(value: object) -> str:
    """A value in few words: what a record holds, without what is not there."""
    if isinstance(value, Money):
        return f"{value.currency} {value.amount}"
    if isinstance(value, Named):
        return value.code
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        parts = ", ".join(f"{k}={shown(v)}" for k, v in held.items() if v is not None)
        return f"{type(value).__name__}({parts})"
    if isinstance(value, bytes):
        return "…"
    if isinstance(value, date | datetime | Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(shown, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {shown(v)}" for k, v in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
