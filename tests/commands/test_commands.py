"""The commands as a person types them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from commands import model
from commands.failure import Failure
from commands.ports import free_port
from engine.settings import CHECKOUT, Settings
from tests.real_assistant import trained_models

pytestmark = pytest.mark.long


def environment(home: Path, **more: object) -> dict[str, str]:
    return {
        **os.environ,
        "PEISUAN_HOME": str(home),
        "PYTHONPATH": str(CHECKOUT),
        **{key: str(value) for key, value in more.items()},
    }


def peisuan(home: Path, *words: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commands", *words],
        env=environment(home, **more),
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("工号,姓名,部门\n01,王芳,一车间\n02,李强,\n", encoding="utf-8")
    return path


def test_an_import_says_what_it_took_and_refused(tmp_path: Path, people: Path) -> None:
    done = peisuan(tmp_path / "home", "import", str(people), "--yes")
    assert done.returncode == 0
    assert "2 rows read, 1 added, 0 changed, 0 known already, 1 refused" in done.stdout
    assert "row 3, 部门: '' must not be empty" in done.stdout


def test_imports_and_grants_are_in_the_audit_log(tmp_path: Path, people: Path) -> None:
    home = tmp_path / "home"
    peisuan(home, "import", str(people), "--yes")
    peisuan(home, "role", "grant", "01", "hr")
    assert peisuan(home, "audit", "export", str(tmp_path / "log")).returncode == 0
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert [json.loads(line)["action"] for line in log.splitlines()] == ["import", "grant_role"]


def test_an_import_is_not_made_without_agreement(tmp_path: Path, people: Path) -> None:
    done = peisuan(tmp_path / "home", "import", str(people))
    assert done.returncode == 1
    assert "nothing was loaded" in done.stderr


def test_an_own_company_sets_the_sample_aside(tmp_path: Path, people: Path) -> None:
    home = tmp_path / "home"
    assert peisuan(home, "sample", "--employees", "100").returncode == 0
    done = peisuan(home, "import", str(people), "--yes")
    assert "set aside as sample-" in done.stderr
    assert len(list(home.glob("sample-*.sqlite"))) == 1
    assert "1 employees" in done.stdout


def test_a_sample_does_not_go_into_a_filled_store(tmp_path: Path) -> None:
    peisuan(tmp_path, "sample", "--employees", "100")
    done = peisuan(tmp_path, "sample", "--employees", "100")
    assert (done.returncode, "the store is not empty" in done.stderr) == (1, True)


def test_a_role_is_given_to_an_employee(tmp_path: Path, people: Path) -> None:
    peisuan(tmp_path, "import", str(people), "--yes")
    assert (
        "01 is now head of 一车间"
        in peisuan(tmp_path, "role", "grant", "01", "head", "--unit", "一车间").stdout
    )
    assert "“77”" in peisuan(tmp_path, "role", "grant", "77", "hr").stderr
    assert "king" in peisuan(tmp_path, "role", "grant", "01", "king").stderr


def test_a_port_in_use_gets_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = peisuan(tmp_path, "up", PEISUAN_PORT=port)
    assert done.returncode == 1
    assert done.stderr == (
        f"peisuan: port {port} is in use. Stop what uses it, or set PEISUAN_PORT to another port.\n"
    )


def test_a_failed_training_names_the_log(
    uv: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "BOT_PYTHON", Path("/bin/false"))
    settings = Settings(home=tmp_path, database_url="")
    with pytest.raises(Failure, match=r"the training failed; what Rasa said is in .*train\.log"):
        model.ensure_model(settings)
    assert not (settings.models / "assistant.sha256").exists()


def test_a_missing_python_gets_one_clear_line(tmp_path: Path) -> None:
    for tool in ("bash", "dirname"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    done = subprocess.run(
        [str(CHECKOUT / "peisuan"), "up"],
        env={"PATH": str(tmp_path)},
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("peisuan: Python 3.11 is missing.")


def test_up_serves_until_ctrl_c_and_ends_everything(bot_python: Path, tmp_path: Path) -> None:
    (tmp_path / "models").symlink_to(trained_models().resolve())
    ports = {"PEISUAN_PORT": free_port(), "PEISUAN_RASA_PORT": free_port()}
    up = subprocess.Popen(
        [sys.executable, "-m", "commands", "up"],
        text=True,
        env=environment(tmp_path, **ports),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert up.stdout is not None
    assert f"http://localhost:{ports['PEISUAN_PORT']}" in up.stdout.readline()
    assert "A demonstration with a story runs" in up.stdout.readline()
    asked = peisuan(tmp_path, "ask", "--as", "hr", "-5个人", "你好", **ports)
    assert "培算" in asked.stdout
    up.send_signal(signal.SIGINT)
    assert up.wait(timeout=30) == 0
    time.sleep(0.5)
    for port in ports.values():
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"http://127.0.0.1:{port}/")


def test_up_with_own_data_prints_the_address_to_set_up_with(
    bot_python: Path, tmp_path: Path
) -> None:
    (tmp_path / "models").symlink_to(trained_models().resolve())
    assert peisuan(tmp_path, "sample", "--employees", "100").returncode == 0
    ports = {"PEISUAN_PORT": free_port(), "PEISUAN_RASA_PORT": free_port()}
    up = subprocess.Popen(
        [sys.executable, "-m", "commands", "up", "--own"],
        text=True,
        env=environment(tmp_path, **ports),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert up.stdout is not None
    address = up.stdout.readline().split()[3]
    assert address.startswith(f"http://localhost:{ports['PEISUAN_PORT']}/setup?code=")
    with httpx.Client(follow_redirects=True) as visitor:
        visitor.get(address)
        told = visitor.get(f"http://localhost:{ports['PEISUAN_PORT']}/api/setup").json()
    up.send_signal(signal.SIGINT)
    assert up.wait(timeout=30) == 0
    assert not any(one["rows"] for one in told["kinds"])
    assert len(list(tmp_path.glob("sample-*.sqlite"))) == 1
