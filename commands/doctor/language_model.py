"""The language model: whether it answers in the form that is asked for, how well and how fast."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from assistant.language_model import Budget, LanguageModel
from assistant.retelling.told import Told, read
from commands.doctor.finding import Finding, note, ok, problem
from engine.settings import Settings

SUBJECT = "language_model"
SAMPLES = Path(__file__).with_suffix(".toml")
# Below this share of the sample it does more harm than our own reader.
GOOD_ENOUGH = 0.75


def check_language_model(settings: Settings) -> Iterator[Finding]:
    if not settings.llm_url:
        yield note(SUBJECT, "none")
        return
    model = LanguageModel(
        url=settings.llm_url,
        model=settings.llm_model,
        key=settings.llm_key,
        seconds=settings.llm_seconds,
    )
    samples = tomllib.loads(SAMPLES.read_text(encoding="utf-8"))["sample"]
    tried = [_try(model, one) for one in samples]
    answered = [seconds for seconds, _ in tried if seconds is not None]
    right = sum(good for _, good in tried)
    if not answered:
        yield problem(SUBJECT, "silent", seconds=f"{settings.llm_seconds:g}")
        return
    level, code = (ok, "tried") if right >= GOOD_ENOUGH * len(samples) else (problem, "misreads")
    yield level(
        SUBJECT,
        code,
        right=right,
        samples=len(samples),
        answered=len(answered),
        each=median(answered),
        length=len(_task()),
    )
    yield ok(SUBJECT, settings.llm_names)


def _try(model: LanguageModel, sample: dict[str, Any]) -> tuple[float | None, bool]:
    """How long it took, None where it gave no answer; and whether the answer is right."""
    began = time.perf_counter()
    answer = replace(model, budget=Budget()).answer(_task(), _question(sample))
    if answer is None:
        return None, False
    seconds = time.perf_counter() - began
    try:
        told = read(answer)
    except ValueError:
        return seconds, False
    wanted = [tuple(one) for one in sample["does"]]
    return seconds, len(told) == len(wanted) and all(map(_is_meant, told, wanted))


def _task() -> str:
    # Here, since it reads all flows, which no other command should wait for.
    from assistant.retelling.asking import task

    return task()


def _is_meant(told: Told, wanted: tuple[str, str]) -> bool:
    """Whether it is the act, of its capability where it matters which."""
    act, name = wanted
    return told.act == act and (not name or told.capability in (None, name))


def _question(sample: dict[str, Any]) -> str:
    asked: dict[str, Any] = {"today": "2026-11-28"}
    if "person" in sample:
        asked["talk"] = [{"person": sample["person"], "assistant": sample["assistant"]}]
    if "open" in sample:
        asked["being filled in"] = sample["open"]
    return json.dumps({**asked, "message": sample["message"]}, ensure_ascii=False, indent=1)
