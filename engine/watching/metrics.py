"""The figures of this process, by Prometheus's own client.

Labels are names of ours alone (a use case, a channel, a route): no person, nothing that was said.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Histogram

# From what a look-up takes to what nobody waits for any more.
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60)
OK, REFUSED, FAILED = "ok", "refused", "failed"

USE_CASES = Histogram(
    "peisuan_use_case_seconds",
    "How long use cases of the engine took, and how they ended: ok, refused or failed.",
    ("use_case", "outcome"),
    buckets=SECONDS,
)
REQUESTS = Histogram(
    "peisuan_http_request_seconds",
    "How long calls took, by route and status.",
    ("method", "route", "status"),
    buckets=SECONDS,
)
WAITS = Histogram(
    "peisuan_message_wait_seconds",
    "From a message's arrival until its replies were known.",
    ("channel",),
    buckets=SECONDS,
)
SENDINGS = Counter(
    "peisuan_replies_total",
    "Replies by channel: sent, tried again later, or given up.",
    ("channel", "outcome"),
)
RASA = Histogram(
    "peisuan_rasa_seconds",
    "How long Rasa took for a message, and whether it answered.",
    ("outcome",),
    buckets=SECONDS,
)
TURNS = Counter(
    "peisuan_turns_total",
    "Turns of conversations: told, asked back, not understood, or failed.",
    ("outcome",),
)
LANGUAGE_MODEL = Histogram(
    "peisuan_language_model_seconds",
    "How long the language model took, and whether its answer was of use.",
    ("outcome",),
    buckets=SECONDS,
)


@contextmanager
def timed(histogram: Histogram, *expected: type[Exception], **labels: str) -> Iterator[None]:
    """Observe how long the work in the context takes, with its outcome: refused where it raises
    what is expected, failed where it raises anything else."""
    began, outcome = time.perf_counter(), OK
    try:
        yield
    except BaseException as error:
        outcome = REFUSED if isinstance(error, expected) else FAILED
        raise
    finally:
        histogram.labels(**labels, outcome=outcome).observe(time.perf_counter() - began)
