"""Limits are counted by all processes together, in a real Redis; without it by each for itself."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from commands.ports import free_port
from engine.api.limits import CallLimits, counted_as

SERVER = shutil.which("redis-server")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    if SERVER is None:
        pytest.skip("redis-server is not installed")
    port = free_port()
    command = [SERVER, "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}"
    _wait_for(url)
    try:
        yield url, process
    finally:
        process.kill()
        process.wait()


def _wait_for(url: str) -> None:
    for _ in range(200):
        try:
            redis.from_url(url).ping()
        except redis.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("Redis does not answer")


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_network_of_ipv6_counts_as_one(address: str, counted: str) -> None:
    assert counted_as(address) == counted


def test_two_processes_count_together(server: tuple[str, subprocess.Popen[bytes]]) -> None:
    first, second = (CallLimits("10/hour", "wrong codes", server[0]) for _ in range(2))
    for number in range(10):
        (first if number % 2 else second).count("10.0.0.1")
    assert first.seconds_left("10.0.0.1") > 0
    assert second.seconds_left("10.0.0.1") > 0


def test_a_restart_forgets_nothing(server: tuple[str, subprocess.Popen[bytes]]) -> None:
    assert CallLimits("1/hour", "calls", server[0]).seconds_to_wait("me") == 0
    assert CallLimits("1/hour", "calls", server[0]).seconds_to_wait("me") > 0


def test_what_is_counted_apart_is_apart(server: tuple[str, subprocess.Popen[bytes]]) -> None:
    CallLimits("1/hour", "calls", server[0]).count("me")
    assert CallLimits("1/hour", "wrong codes", server[0]).seconds_left("me") == 0


def test_while_redis_is_away_each_counts_for_itself(
    server: tuple[str, subprocess.Popen[bytes]],
) -> None:
    limits = CallLimits("2/hour", "calls", server[0])
    server[1].kill()
    server[1].wait()
    assert [limits.seconds_to_wait("me") > 0 for _ in range(3)] == [False, False, True]


def test_looking_counts_nothing() -> None:
    limits = CallLimits("1/hour", "calls")
    assert [limits.seconds_left("me") for _ in range(3)] == [0, 0, 0]
