"""The sentence encoder's file: what is kept of the wheel it comes in, and what if it is not had."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import encoder


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(encoder, "FILE", tmp_path / "share" / "sentence-encoder.onnx")
    monkeypatch.delenv("PEISUAN_ENCODER", raising=False)
    return encoder.FILE


def test_one_that_cannot_be_had_is_done_without(
    file: Path,
    tmp_path: Path,
    uv: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lock = tmp_path / "encoder.lock"
    lock.write_text("no-such-wheel-anywhere==1.0 --hash=sha256:" + "0" * 64)
    monkeypatch.setattr(encoder, "_LOCK", lock)
    encoder.ensure_encoder(uv)
    assert not file.exists()
    assert "trained without it" in capsys.readouterr().err


def test_a_file_of_another_content_is_not_taken(
    file: Path, uv: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "_SHA256", "0" * 64)
    encoder.ensure_encoder(uv)
    assert not file.exists()


def test_nobody_fetches_what_is_switched_off(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEISUAN_ENCODER", "off")
    encoder.ensure_encoder("no uv is called")
    assert not file.exists()
