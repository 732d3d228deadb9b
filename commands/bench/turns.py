"""A chat turn end to end, beside the same turn on a bare Rasa assistant."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from commands.environment import BOT_PYTHON
from commands.failure import Failure
from commands.model import RASA_ENVIRONMENT, ensure_model
from commands.ports import free_port
from commands.stack import Stack, prepare_store, running
from engine.settings import Settings

TURNS = 200
# Of a long conversation, the turns at its end.
LAST = 50
SECONDS_TO_START = 90
# What the assistant says when something broke: a fast failure must not pass for speed.
FAILED = "系统出了点问题"
# A head's conversation as people have it: questions, a request with a digression, its end.
CONVERSATION = (
    "你好",
    "预算还剩多少",
    "哪些培训最该做",
    "一线工人的技能差距在哪",
    "给200个人做设备操作技能培训要多少钱",
    "只报120人",
    "明年3月",
    "这个数怎么来的",
    "算了，不报了",
    "谢谢",
)
BARE = {
    "config.yml": "recipe: default.v1\nlanguage: zh\nassistant_id: bare\npipeline:\n"
    "- name: KeywordIntentClassifier\npolicies:\n- name: RulePolicy\n",
    "domain.yml": 'version: "3.1"\nintents: [hello]\nresponses:\n  utter_hello:\n  - text: hello\n',
    "data.yml": 'version: "3.1"\nnlu:\n- intent: hello\n  examples: |\n'
    + "".join(f"    - {text}\n" for text in CONVERSATION)
    + "rules:\n- rule: hello\n  steps:\n  - intent: hello\n  - action: utter_hello\n",
    "credentials.yml": "rest: {}\n",
    "endpoints.yml": "",
}


def measure_turns(console: Console) -> None:
    """200 turns of each, and the memory of our two processes."""
    usual = Settings()
    ensure_model(usual)
    reference_port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "models").symlink_to(usual.models.resolve())
        settings = Settings(home=home, database_url="", port=free_port(), rasa_port=free_port())
        prepare_store(settings)
        with running(settings) as stack, _bare_rasa(home / "bare", reference_port):
            ours, bare = _alternate(_our_turns(settings), _bare_turns(reference_port))
            long, new = _alternate(_our_turns(settings, renewed=False), _our_turns(settings))
            memory = _memory(stack)
    _show(console, ours, bare, memory)
    _show_growth(console, long[-LAST:], new[-LAST:])


def _alternate(
    first: Iterator[Callable[[], None]], second: Iterator[Callable[[], None]]
) -> tuple[list[float], list[float]]:
    """One turn of each in turn, so that a busy machine slows both; the first ten of each
    warm caches up and do not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(TURNS + len(CONVERSATION)):
        for turn, kept in zip((next(first), next(second)), times, strict=True):
            started = time.perf_counter()
            turn()
            if number >= len(CONVERSATION):
                kept.append((time.perf_counter() - started) * 1000)
    return times


def _our_turns(settings: Settings, renewed: bool = True) -> Iterator[Callable[[], None]]:
    """The conversation again and again: in a new one each time, or all in one that grows."""
    client = httpx.Client(
        base_url=settings.application_url,
        timeout=30,
        headers={"X-Peisuan-Secret": settings.secret("operator")},
    )
    conversation = uuid.uuid4().hex[:12]
    while True:
        if renewed:
            conversation = uuid.uuid4().hex[:12]
        for text in CONVERSATION:
            message = {
                "person": "workshop-head",
                "conversation": conversation,
                "text": text,
                "message_id": uuid.uuid4().hex,
            }
            yield _post(client, "/console/messages", message)


def _bare_turns(port: int) -> Iterator[Callable[[], None]]:
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)
    while True:
        conversation = uuid.uuid4().hex[:12]
        for text in CONVERSATION:
            yield _post(client, "/webhooks/rest/webhook", {"sender": conversation, "message": text})


def _post(client: httpx.Client, path: str, body: dict[str, str]) -> Callable[[], None]:
    def send() -> None:
        answer = client.post(path, json=body)
        if answer.status_code != httpx.codes.OK or not answer.json() or FAILED in answer.text:
            raise Failure(f"no answer to {body} from {client.base_url}: {answer.text[:200]}")

    return send


@contextmanager
def _bare_rasa(folder: Path, port: int) -> Iterator[None]:
    """A Rasa assistant that has one static reply, on Rasa's own REST channel."""
    folder.mkdir()
    for name, content in BARE.items():
        (folder / name).write_text(content, encoding="utf-8")
    environment = {**os.environ, **RASA_ENVIRONMENT}
    rasa = [str(BOT_PYTHON), "-m", "rasa"]
    with (folder / "log").open("wb") as log:
        trained = subprocess.run(
            [*rasa, "train", "--data", "data.yml"],
            cwd=folder,
            check=False,
            env=environment,
            stdout=log,
            stderr=log,
        )
        if trained.returncode != 0:
            raise Failure("the bare Rasa assistant could not be trained")
        process = subprocess.Popen(
            [*rasa, "run", "--interface", "127.0.0.1", "--port", str(port)],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for_bare(port)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_bare(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/webhooks/rest/").status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.3)
    raise Failure("the bare Rasa assistant did not start")


def _memory(stack: Stack) -> dict[str, int]:
    """Resident memory in MB."""
    return {
        name: psutil.Process(process.pid).memory_info().rss // 2**20
        for name, process in (("Rasa", stack.rasa), ("application", stack.application))
    }


def _show(console: Console, ours: list[float], bare: list[float], memory: dict[str, int]) -> None:
    grid = Table(
        "chat turn, ms", "p50", "p95", title=f"{TURNS} turns of {len(CONVERSATION)} a conversation"
    )
    rows = {"Peisuan, end to end": ours, "bare Rasa, one static reply": bare}
    quantiles = {name: _quantiles(times) for name, times in rows.items()}
    for name, (median, high) in quantiles.items():
        grid.add_row(name, f"{median:.1f}", f"{high:.1f}")
    mine, reference = quantiles.values()
    grid.add_row("ratio", *(f"{a / b:.2f}" for a, b in zip(mine, reference, strict=True)))
    console.print(grid)
    console.print(", ".join(f"{name}: {size} MB resident" for name, size in memory.items()))


def _show_growth(console: Console, long: list[float], new: list[float]) -> None:
    grown, fresh = statistics.median(long), statistics.median(new)
    console.print(
        f"a turn after {TURNS - LAST} others of its conversation: {grown:.1f} ms (p50), "
        f"in a new one {fresh:.1f} ms, ratio {grown / fresh:.2f}"
    )


def _quantiles(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]
