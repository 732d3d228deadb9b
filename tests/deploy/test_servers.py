"""What servers are given is read by the programs that it is for."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from commands.ports import free_port
from engine.settings import CHECKOUT, Settings

DEPLOY = CHECKOUT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@needs("systemd-analyze")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_reads_each_unit_without_a_word(unit: Path, tmp_path: Path) -> None:
    # Where it is installed there is nothing here.
    placed = tmp_path / unit.name
    placed.write_text(unit.read_text().replace("/opt/peisuan", str(CHECKOUT)))
    assert run("systemd-analyze", "verify", "--man=no", "--recursive-errors=one", placed) == ""


@needs("systemd-analyze")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_little_is_open_to_each_unit(unit: Path) -> None:
    said = run("systemd-analyze", "security", "--offline=true", unit)
    exposure = re.search(r"exposure level for .*: ([\d.]+)", said)
    assert exposure is not None, said
    assert float(exposure[1]) < 2


@needs("nginx")
@pytest.mark.parametrize("name", ["peisuan.conf", "compose.conf"])
def test_nginx_reads_its_file(name: str, tmp_path: Path) -> None:
    here = (DEPLOY / "nginx" / name).read_text()
    here = re.sub(r"application-\d:8640", "127.0.0.1:8661", here)
    here = re.sub(r" *ssl_certificate.*\n", "", here).replace(" ssl;", ";")
    (tmp_path / "site.conf").write_text(here)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/site.conf; }}"
    )
    said = run("nginx", "-t", "-e", tmp_path / "log", "-c", tmp_path / "nginx.conf")
    assert "test is successful" in said


def test_compose_sets_what_there_is_to_set() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    ours = [one for one in services.values() if one["image"] == "peisuan"]
    known = {f"PEISUAN_{name.upper()}" for name in Settings.model_fields}
    assert len(ours) == 5
    assert set().union(*(one["environment"] for one in ours)) <= known


def test_compose_has_what_its_addresses_name() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    settings = services["application-1"]["environment"]
    asked = [settings["PEISUAN_REDIS_URL"], settings["PEISUAN_INTERNAL_URL"]]
    asked += settings["PEISUAN_RASA_URLS"].split(",")
    hosts = {urlsplit(one).hostname for one in asked}
    assert hosts <= set(services)
    assert "redis" in services["application-1"]["depends_on"]


@needs("redis-server")
def test_redis_takes_what_compose_tells_it(tmp_path: Path) -> None:
    """It keeps nothing on the disk, which it may not write to."""
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    port = str(free_port())
    command = [*services["redis"]["command"], "--port", port, "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            redis = Redis(port=int(port), retry=Retry(ConstantBackoff(0.1), 100))
            redis.set("counted", 1)
            assert redis.config_get("save") == {"save": ""}
        finally:
            server.terminate()
    assert list(tmp_path.iterdir()) == []


def test_each_container_of_ours_may_do_little() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    for one in services.values():
        if one["image"] == "peisuan":
            assert (one["cap_drop"], one["read_only"]) == (["ALL"], True)
    assert "USER 10001" in (DEPLOY / "Dockerfile").read_text()


def test_production_installs_no_test_tools() -> None:
    def names(lock: str) -> set[str]:
        return set(re.findall(r"^([\w.-]+)==", (CHECKOUT / lock).read_text(), re.MULTILINE))

    production = names("requirements.lock")
    assert not production & {"pytest", "hypothesis", "playwright", "mutmut", "ruff", "schemathesis"}
    assert production <= names("requirements-dev.lock")
