"""What Rasa calls for a message goes on with its trace; its log has the fields of all."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from engine.settings import CHECKOUT
from tests.engine.test_json_lines import FIELDS

pytestmark = pytest.mark.long

# In Rasa's environment: its own way of calling an action, towards a server that notes what it gets.
PROGRAM = """
import asyncio, json, logging
from aiohttp import web
from rasa.utils.endpoints import EndpointConfig
from bot.watching import hand_on_traces, log_as_asked, trace

async def main():
    got = []
    async def note(request):
        got.append(request.headers.get("traceparent"))
        return web.json_response({})
    app = web.Application()
    app.router.add_post("/", note)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    hand_on_traces()
    action = EndpointConfig(f"http://127.0.0.1:{port}/")
    await action.request(json={}, method="post")
    async def answer(parent):
        trace.set(parent)
        await action.request(json={}, method="post")
    await asyncio.gather(answer("00-" + "a" * 32 + "-" + "b" * 16 + "-01"))
    trace.set("00-" + "c" * 32 + "-" + "d" * 16 + "-01")
    record = logging.LogRecord("rasa", logging.INFO, "", 1, "ready", (), None)
    handler = logging.StreamHandler()
    logging.getLogger().addHandler(handler)
    log_as_asked()
    print(json.dumps([got, json.loads(handler.format(record))]))

asyncio.run(main())
"""


def test_a_trace_goes_on_and_a_line_is_found_by_it(bot_python: Path) -> None:
    done = subprocess.run(
        [str(bot_python), "-W", "ignore", "-c", PROGRAM],
        cwd=CHECKOUT,
        env={**os.environ, "PEISUAN_LOG_FORMAT": "json"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    called, line = json.loads(done.stdout.splitlines()[-1])
    assert called == [None, f"00-{'a' * 32}-{'b' * 16}-01"]
    assert list(line) == [*FIELDS, "trace"]
    assert (line["process"], line["trace"]) == ("rasa", "c" * 32)
