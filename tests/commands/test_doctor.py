"""The doctor finds what is wrong with a chat tool's set-up, and says what to do."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.language_model import LanguageModel
from channels.usage import Usage
from commands.doctor import language_model
from commands.doctor.dingtalk import CALLS, check_dingtalk
from commands.doctor.finding import NOTE, OK, PROBLEM, Finding, clock
from commands.doctor.installation import check_installation
from commands.doctor.language_model import check_language_model
from commands.doctor.page import check_page
from commands.doctor.slack import check_slack
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from tests.emulators.dingtalk import DingTalkEmulator
from tests.emulators.installation import emulated, emulators
from tests.emulators.slack import SlackEmulator

Tools = tuple[DingTalkEmulator, SlackEmulator]


@pytest.fixture
def tools() -> Iterator[Tools]:
    with emulators() as both:
        yield both


def settings_for(tools: Tools, store: Database, home: Path, **changes: object) -> Settings:
    usual = {**emulated(*tools), "database_url": store.url, "home": home, "port": free_port()}
    return Settings(**{**usual, **changes})


def problems(findings: Iterator[Finding]) -> str:
    return "\n".join(one.said("en") for one in findings if one.level == PROBLEM)


def test_what_is_set_up_rightly_is_found_so(
    tools: Tools, empty_store: Database, tmp_path: Path
) -> None:
    settings = settings_for(tools, empty_store, tmp_path)
    assert problems(check_dingtalk(settings)) == ""
    assert problems(check_slack(settings)) == ""
    assert sum(one.level == OK for one in check_dingtalk(settings)) >= 5


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dingtalk_client_secret": "wrong"}, "keys are refused"),
        ({"dingtalk_api_url": "http://127.0.0.1:9"}, "cannot be reached"),
    ],
)
def test_what_is_wrong_with_dingtalk(
    tools: Tools, empty_store: Database, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    settings = settings_for(tools, empty_store, tmp_path, **changes)
    assert said in problems(check_dingtalk(settings))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"slack_bot_token": "xoxb-wrong"}, "bot token is refused"),
        ({"slack_app_token": "xapp-wrong"}, "Socket Mode is refused"),
        ({"slack_app_token": ""}, "nothing can come in"),
        ({"slack_api_url": "http://127.0.0.1:9/"}, "cannot be reached"),
    ],
)
def test_what_is_wrong_with_slack(
    tools: Tools, empty_store: Database, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    settings = settings_for(tools, empty_store, tmp_path, **changes)
    assert said in problems(check_slack(settings))


def test_missing_scopes_are_named(tools: Tools, empty_store: Database, tmp_path: Path) -> None:
    tools[1].scopes = "chat:write,im:history"
    assert "users:read.email" in problems(check_slack(settings_for(tools, empty_store, tmp_path)))


def test_a_quota_that_is_nearly_used_up_is_pointed_out(
    tools: Tools, empty_store: Database, tmp_path: Path
) -> None:
    Usage(empty_store, "dingtalk").count("call", CALLS - 1)
    found = list(check_dingtalk(settings_for(tools, empty_store, tmp_path)))
    notes = [one.said("en") for one in found if one.level == NOTE]
    assert "4,999 of 5,000 calls of the standard edition used this month" in notes


def test_a_clock_that_is_off_is_a_problem() -> None:
    now = datetime.now(UTC)
    assert clock("x", format_datetime(now, usegmt=True)).level == OK
    assert clock("x", format_datetime(now - timedelta(minutes=5), usegmt=True)).level == PROBLEM


def test_what_does_not_run_and_what_is_no_setting(
    tools: Tools, empty_store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEISUAN_SLAK_BOT_TOKEN", "x")
    found = list(check_installation(settings_for(tools, empty_store, tmp_path, quiet_hours="x")))
    said = "\n".join(one.said("en") for one in found)
    assert "PEISUAN_SLAK_BOT_TOKEN" in said
    assert "./peisuan up" in said
    assert "21:00-08:00" in said


def test_mail_and_login_that_do_not_answer(
    tools: Tools, empty_store: Database, tmp_path: Path
) -> None:
    settings = settings_for(
        tools,
        empty_store,
        tmp_path,
        smtp_host="127.0.0.1",
        smtp_port=free_port(),
        oidc_issuer="http://127.0.0.1:9",
    )
    assert len([one for one in check_page(settings) if one.level == PROBLEM]) == 2


def retelling(monkeypatch: pytest.MonkeyPatch, right: bool) -> None:
    """A model that answers each sample message as it is meant, or all with a greeting."""
    samples = tomllib.loads(language_model.SAMPLES.read_text(encoding="utf-8"))["sample"]
    meant = {one["message"]: one["does"] for one in samples}

    def answer(_self: LanguageModel, _task: str, question: str) -> dict[str, Any]:
        does = meant[json.loads(question)["message"]] if right else [["social", ""]]
        return {"does": [{"act": act, "of": name or None, "says": "x"} for act, name in does]}

    monkeypatch.setattr(LanguageModel, "answer", answer)


def test_a_language_model_that_reads_well_is_found_so(monkeypatch: pytest.MonkeyPatch) -> None:
    retelling(monkeypatch, right=True)
    found, names = check_language_model(Settings(llm_url="http://x"))
    assert (found.level, "8 of 8" in found.said("en")) == (OK, True)
    assert names.said("en") == "people's names are hidden"


def test_one_that_misreads_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    retelling(monkeypatch, right=False)
    assert "1 of 8" in problems(check_language_model(Settings(llm_url="http://x")))


def test_one_that_does_not_answer_is_a_problem() -> None:
    settings = Settings(llm_url="http://127.0.0.1:9/chat/completions", llm_seconds=0.2)
    assert "no answer to use" in problems(check_language_model(settings))


def test_that_there_is_none_is_no_problem() -> None:
    assert problems(check_language_model(Settings(llm_url=""))) == ""
