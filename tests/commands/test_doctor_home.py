"""The doctor on the home itself: secrets, rights, who works there, who counts; as it is told."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from application.at_work import NAME
from assistant.language import read_toml
from commands.app import app_for
from commands.doctor.finding import OK, TEXTS, Finding
from commands.doctor.home import AT_START, check_home
from commands.doctor.locks import check_locks
from commands.ports import free_port
from engine.locks import Holder, home_lock, store_lock
from engine.settings import Settings
from engine.store.database import Database


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a home as the first start leaves it."""
    home = tmp_path / "home"
    found = Settings(home=home, database_url="", redis_url="")
    for name in AT_START:
        found.secret(name)
    database = Database(found.store_url)
    database.migrate()
    database.dispose()
    return found


@pytest.fixture(autouse=True)
def mask() -> Iterator[None]:
    former = os.umask(0o077)
    yield
    os.umask(former)


def said(found: Iterable[Finding], language: str = "en") -> list[str]:
    """What is wrong or worth a word."""
    return [one.said(language) for one in found if one.level != OK]


def test_a_home_as_the_first_start_leaves_it_is_well(settings: Settings) -> None:
    assert said([*check_home(settings), *check_locks(settings)]) == []


def test_a_home_that_is_not_there_is_left_so(tmp_path: Path) -> None:
    away = Settings(home=tmp_path / "away", database_url="", redis_url="")
    found = [*check_home(away), *check_locks(away)]
    assert said(found, "zh") == [f"{tmp_path / 'away'} 还没有，首次启动时建立"]
    assert not (tmp_path / "away").exists()


def test_secrets_that_are_cut_off_or_missing_are_named(settings: Settings) -> None:
    cut, missing = (settings.home / "secrets" / name for name in AT_START[:2])
    cut.write_text("short")
    missing.unlink()
    assert said(check_home(settings)) == [
        f"the secret {cut} has 5 characters instead of 32 or more: it was cut off or emptied. "
        "Remove it and start Peisuan again, which makes a new one; people then sign in again, "
        "and programs need new tokens.",
        f"secrets not made yet: {missing.name}; each is made at its first use. Where several "
        "machines share a store, put the same ones on each of them first.",
    ]


def test_no_secret_is_told(settings: Settings) -> None:
    told = " ".join(one.said("en") for one in check_home(settings))
    assert not [name for name in AT_START if settings.secret(name) in told]


def test_what_others_may_read_is_named_with_what_to_do(settings: Settings) -> None:
    (settings.home / "secrets" / "action").chmod(0o644)
    settings.home.chmod(0o755)
    assert said(check_home(settings), "zh") == [
        f"{path} 别人也能读写（{mode}）。请执行：chmod {right} {path}"
        "（./peisuan up 启动时也会自动收紧）"
        for path, mode, right in (
            (settings.home, "0755", "700"),
            (settings.home / "secrets" / "action", "0644", "600"),
        )
    ]


def test_many_of_them_are_counted(settings: Settings) -> None:
    for number in range(9):
        (settings.home / f"{number}.tar.gz").touch(mode=0o644)
        (settings.home / f"{number}.tar.gz").chmod(0o644)
    found = said(check_home(settings))
    assert len(found) == 6
    assert found[-1] == "4 more files or folders may be read or written by others"


def test_a_home_that_is_also_something_else_is_a_problem(settings: Settings) -> None:
    settings.home.chmod(0o1777)
    [found] = said(check_home(settings))
    assert found.startswith(f"{settings.home} is a folder of something else's too")


def test_an_open_mask_is_worth_a_word(settings: Settings) -> None:
    os.umask(0o022)
    assert said(check_home(settings), "zh") == [
        "umask 是 022：你重定向到文件里的内容（> 文件）别人也能读。培算自己写的文件不受影响；其他的请在 shell 里先设 umask 077。"
    ]
    assert os.umask(0o022) == 0o022


def told(found: Iterable[Finding], language: str) -> list[str]:
    """Everything, without what differs from time to time."""
    when = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
    return [when.sub("WHEN", one.said(language)) for one in found]


def test_who_works_there_is_named(settings: Settings) -> None:
    held = Holder.now("./peisuan up", alone=True)
    home, store = home_lock(settings.home), store_lock(settings.store_url)
    with home.hold("./peisuan up", alone=True), store.hold("./peisuan import"):
        english, chinese = (told(check_locks(settings), one) for one in ("en", "zh"))
    where = f"process {held.process} on {held.machine}, since WHEN"
    assert english == [
        f"./peisuan up ({where}) runs the home; another one is refused",
        f"./peisuan import ({where}) works on the store; stop it before you restore or replace "
        "anything",
        "one application process at most, which counts them",
    ]
    assert chinese[0] == (
        f"./peisuan up（进程 {held.process}，机器 {held.machine}，自 WHEN）"
        "管着数据目录；再启动一个会被拒绝"
    )


def test_who_has_the_store_alone_is_worth_a_word(settings: Settings) -> None:
    with store_lock(settings.store_url).hold("./peisuan restore", alone=True):
        [found] = said(check_locks(settings), "zh")
    assert found.endswith("独占数据库；其他人等它做完")


def test_several_applications_that_count_apart_are_a_problem(settings: Settings) -> None:
    lock = store_lock(settings.store_url)
    with lock.hold(NAME), lock.hold(NAME):
        english, chinese = (said(check_locks(settings), one) for one in ("en", "zh"))
    assert english == [
        "2 application processes and no PEISUAN_REDIS_URL: each counts calls, messages and wrong "
        "codes for itself, so up to 2 times as many get through. Set a Redis, or run one process."
    ]
    assert chinese[0].startswith("有 2 个应用进程，又没有设 PEISUAN_REDIS_URL：")


def test_a_redis_that_does_not_answer_is_a_problem(settings: Settings) -> None:
    away = settings.model_copy(update={"redis_url": f"redis://127.0.0.1:{free_port()}"})
    assert said(check_locks(away)) == [
        "PEISUAN_REDIS_URL does not answer: each process counts for itself"
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "△ login        no company"), ("zh", "△ 公司登录     没有公司登录")],
)
def test_the_command_speaks_both_languages(
    settings: Settings, language: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("HOME", settings.home), ("PORT", free_port()), ("DATABASE_URL", "")):
        monkeypatch.setenv(f"PEISUAN_{name}", str(value))
    done = CliRunner().invoke(app_for("doctor"), ["doctor", "--language", language])
    assert done.exit_code == 1
    assert [one for one in done.output.splitlines() if one.startswith(line)], done.output


def test_both_languages_say_the_same() -> None:
    chinese, english = (read_toml(TEXTS / f"{one}.toml") for one in ("zh", "en"))
    assert fields(chinese) == fields(english)


def fields(texts: dict[str, Any]) -> dict[str, Any]:
    """The values that each text names."""
    return {
        f"{topic}.{code}": {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for topic, found in texts.items()
        for code, text in found.items()
    }
