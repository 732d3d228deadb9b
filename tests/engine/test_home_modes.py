"""What lies in a home is its owner's alone, also what was there before."""

from __future__ import annotations

from pathlib import Path

from engine.home_modes import is_shared, tighten, too_open
from engine.settings import Settings

OURS = ("peisuan.sqlite", "peisuan.sqlite-wal", "conversations.sqlite", "logs/application.log")


def opened_home(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path / "home", database_url="")
    for name in (*OURS, "secrets/session", "models/assistant.tar.gz"):
        file = settings.home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
        file.chmod(0o666)
        file.parent.chmod(0o777)
    return settings


def test_a_home_of_before_is_tightened(tmp_path: Path) -> None:
    settings = opened_home(tmp_path)
    assert {settings.home / name for name in OURS} < set(too_open(settings))
    tighten(settings)
    assert too_open(settings) == []
    assert {(settings.home / name).stat().st_mode & 0o777 for name in OURS} == {0o600}
    assert settings.home.stat().st_mode & 0o777 == 0o700


def test_a_store_elsewhere_too(tmp_path: Path) -> None:
    store = tmp_path / "elsewhere.sqlite"
    store.touch(0o644)
    tighten(Settings(home=tmp_path / "home", database_url=f"sqlite:///{store}"))
    assert store.stat().st_mode & 0o777 == 0o600


def test_a_folder_of_others_keeps_its_rights() -> None:
    assert is_shared(Path("/tmp"))
    assert is_shared(Path.home())
