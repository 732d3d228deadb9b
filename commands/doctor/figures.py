"""The running application's own figures: how long people wait, and what fails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import httpx
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from application.watching.figures import SECRET
from commands.doctor.finding import Finding, note, ok, problem
from engine.settings import Settings
from engine.watching.metrics import FAILED

SUBJECT = "figures"
# What people take for an answer at once; more than that for one in twenty is worth a word.
SLOW_SECONDS = 8.0
SHARE = 0.95


def check_figures(settings: Settings) -> Iterator[Finding]:
    """Since the application started."""
    try:
        answer = httpx.get(
            f"{settings.application_url}/metrics",
            headers={"Authorization": f"Bearer {settings.secret(SECRET)}"},
            timeout=5,
        ).raise_for_status()
    except httpx.HTTPError:
        yield note(SUBJECT, "none")
        return
    yield from said_of(text_string_to_metric_families(answer.text))


def said_of(families: Iterable[Metric]) -> Iterator[Finding]:
    """What the figures mean for whoever runs the installation."""
    by_name = {family.name: family for family in families}
    yield _waits(by_name)
    for name, code in (
        ("peisuan_use_case_seconds", "failed_use_cases"),
        ("peisuan_rasa_seconds", "failed_rasa"),
        ("peisuan_turns", "failed_turns"),
    ):
        failed = _failed(by_name.get(name))
        if failed:
            yield problem(SUBJECT, code, count=int(failed))


def _waits(by_name: dict[str, Metric]) -> Finding:
    bound = _quantile(by_name.get("peisuan_message_wait_seconds"))
    if bound is None:
        return note(SUBJECT, "silent")
    level = ok if bound <= SLOW_SECONDS else problem
    return level(SUBJECT, "answered", seconds=f"{bound:g}")


def _quantile(family: Metric | None) -> float | None:
    """The smallest bucket that holds `SHARE` of what was observed, over all labels."""
    buckets: dict[float, float] = defaultdict(float)
    for sample in family.samples if family else ():
        if sample.name.endswith("_bucket"):
            buckets[float(sample.labels["le"])] += sample.value
    total = max(buckets.values(), default=0.0)
    if not total:
        return None
    return min(bound for bound, held in buckets.items() if held >= SHARE * total)


def _failed(family: Metric | None) -> float:
    return sum(
        sample.value
        for sample in (family.samples if family else ())
        if sample.labels.get("outcome") == FAILED and sample.name.endswith(("_count", "_total"))
    )
