"""DingTalk's directory read page by page, and the command that takes it over."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from channels.dingtalk.api import DingTalkApi
from channels.dingtalk.directory import read_directory
from channels.usage import Usage
from engine.settings import CHECKOUT, Settings
from engine.store.database import Database
from engine.usecases.directory.values import Directory
from tests.emulators import dingtalk
from tests.emulators.dingtalk import DingTalkEmulator


@pytest.fixture
def emulator() -> Iterator[DingTalkEmulator]:
    emulator = DingTalkEmulator()
    emulator.departments = {
        1: [{"dept_id": 2, "name": "生产部", "parent_id": 1}],
        2: [{"dept_id": 3, "name": "一车间", "parent_id": 2}],
    }
    emulator.members = {
        f"u{number}": {
            "name": f"工人{number}",
            "job_number": f"E{number}",
            "title": "工人",
            "dept_id_list": [3],
            "leader": number == 0,
        }
        for number in range(120)
    }
    yield emulator
    emulator.stop()


def read(emulator: DingTalkEmulator, store: Database, home: Path) -> Directory:
    settings = Settings(
        home=home,
        dingtalk_client_id=dingtalk.CLIENT_ID,
        dingtalk_client_secret=dingtalk.CLIENT_SECRET,
        dingtalk_api_url=emulator.url,
        dingtalk_old_api_url=emulator.url,
    )

    async def main() -> Directory:
        api = DingTalkApi(settings, Usage(store, "dingtalk"))
        try:
            return await read_directory(api, dingtalk.CORP, "某公司")
        finally:
            await api.close()

    return asyncio.run(main())


def test_all_pages_and_departments_are_read(
    emulator: DingTalkEmulator, empty_store: Database, tmp_path: Path
) -> None:
    found = read(emulator, empty_store, tmp_path)
    assert [(one.name, one.parent) for one in found.units] == [
        ("某公司", ""),
        ("生产部", "1"),
        ("一车间", "2"),
    ]
    assert len(found.people) == 120
    assert next(one for one in found.people if one.leads).leads == ("3",)


def command(emulator: DingTalkEmulator, store: Database, *args: str) -> str:
    environment = {
        **os.environ,
        "PEISUAN_DATABASE_URL": store.url,
        "PEISUAN_DINGTALK_CLIENT_ID": dingtalk.CLIENT_ID,
        "PEISUAN_DINGTALK_CLIENT_SECRET": dingtalk.CLIENT_SECRET,
        "PEISUAN_DINGTALK_CORP_ID": dingtalk.CORP,
        "PEISUAN_DINGTALK_API_URL": emulator.url,
        "PEISUAN_DINGTALK_OLD_API_URL": emulator.url,
        "PYTHONPATH": str(CHECKOUT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "commands", "directory", "某公司", *args],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout + done.stderr


@pytest.mark.long
def test_the_command_shows_first_and_stores_then(
    emulator: DingTalkEmulator, empty_store: Database
) -> None:
    said = command(emulator, empty_store, "--dry-run")
    assert "People added (120)" in said
    assert "nothing was stored" in said
    assert "People added (120)" in command(emulator, empty_store)
    assert "People added" not in command(emulator, empty_store)


@pytest.mark.long
def test_the_sample_company_is_not_mixed_with_a_real_one(
    emulator: DingTalkEmulator, sample_store: Database
) -> None:
    assert "sample company" in command(emulator, sample_store)
