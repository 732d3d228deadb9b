"""The trained model: made when it is missing or older than its sources."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.knowledge.book import training_sentences
from commands import encoder, rasa_files
from commands.environment import BOT, BOT_PYTHON, ensure_bot_environment
from commands.failure import Failure
from commands.progress import step
from engine.settings import CHECKOUT, Settings

NAME = "assistant"
UNDERSTANDING = CHECKOUT / "assistant" / "understanding"
# Quieter and faster starts; nothing is reported to anybody.
RASA_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def ensure_model(settings: Settings) -> Path:
    """The model's file, trained first if that is needed, and once where several need it.

    Raises:
        Failure: the training failed; the log's place is named.
    """
    model = settings.models / f"{NAME}.tar.gz"
    stamp = settings.model_stamp
    settings.models.mkdir(parents=True, exist_ok=True)
    # Who asks meanwhile is told that it is in training (`in_training`).
    with _lock(settings):
        ensure_bot_environment()
        sources = _sources()
        if is_whole(model, stamp, sources):
            return model
        with step("Training the assistant (three to five minutes)"):
            _train(settings)
        _write_stamp(stamp, sources, model)
    return model


def is_whole(model: Path, stamp: Path, sources: str) -> bool:
    """Whether the model is there, made from these sources, and is what was made from them."""
    if not model.exists() or not stamp.exists():
        return False
    made_from, _, made = stamp.read_text().partition("\n")
    if made_from != sources:
        return False
    if not made and _opens(model):
        # Made when its own hash was not kept yet.
        _write_stamp(stamp, sources, model)
        return True
    if made == _hash_of(model):
        return True
    print("The model is damaged: it is trained anew.", file=sys.stderr)
    return False


def _write_stamp(stamp: Path, sources: str, model: Path) -> None:
    """The sources' hash, and the model's own: Rasa loads nothing else."""
    stamp.write_text(f"{sources}\n{_hash_of(model)}")


def _hash_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _opens(model: Path) -> bool:
    try:
        with gzip.open(model) as packed:
            while packed.read(2**20):
                pass
    except (EOFError, OSError, zlib.error):
        return False
    return True


def in_training(settings: Settings) -> bool:
    """Whether somebody is making the model at this moment."""
    try:
        with _lock(settings, timeout=0):
            return False
    except Timeout:
        return True


def _lock(settings: Settings, timeout: float = -1) -> FileLock:
    return FileLock(settings.models / ".training", timeout)


def made_from() -> list[Path]:
    """The files that the model is made from; of general knowledge, what is asked alone."""
    files = [CHECKOUT / "config.yml", BOT / "requirements.lock", Path(rasa_files.__file__)]
    for folder, pattern in (
        # How they answer needs no training.
        (CHECKOUT / "assistant" / "capabilities", "*/capability.toml"),
        (CHECKOUT / "assistant" / "capabilities", "*/sentences/*"),
        # Whose words the concepts look for.
        (CHECKOUT / "assistant", "language.*"),
        (CHECKOUT / "assistant" / "languages", "*.toml"),
        (BOT / "data", "**/*.*"),
        (BOT, "components/*.py"),
        (UNDERSTANDING, "**/*.py"),
        (UNDERSTANDING, "**/*.toml"),
        (UNDERSTANDING, "**/*.tsv"),
        (CHECKOUT / "engine" / "values", "currency_marks.toml"),
    ):
        files += sorted(folder.glob(pattern))
    return files


def _sources() -> str:
    """A hash over everything the model is made from."""
    digest = hashlib.sha256(
        f"encoder: {encoder.wanted() and encoder.SENTENCES.file.exists()}".encode()
    )
    for file in made_from():
        digest.update(str(file.relative_to(CHECKOUT)).encode() + file.read_bytes())
    digest.update("\n".join(training_sentences()).encode())
    return digest.hexdigest()


def _train(settings: Settings) -> None:
    settings.logs.mkdir(parents=True, exist_ok=True)
    log = settings.logs / "train.log"
    # Rasa's cache of earlier trainings is kept out of the checkout.
    with (
        log.open("w") as output,
        tempfile.TemporaryDirectory() as cache,
        tempfile.TemporaryDirectory() as made,
    ):
        rasa_files.write(Path(made))
        finished = subprocess.run(
            [
                str(BOT_PYTHON),
                "-m",
                "rasa",
                "train",
                "--config",
                "config.yml",
                "--domain",
                "domain",
                "--data",
                "assistant/capabilities",
                made,
                "--out",
                str(settings.models.resolve()),
                "--fixed-model-name",
                NAME,
            ],
            cwd=CHECKOUT,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            env={**os.environ, **RASA_ENVIRONMENT, "RASA_CACHE_DIRECTORY": cache},
        )
    if finished.returncode != 0:
        raise Failure(f"the training failed; what Rasa said is in {log}")


if __name__ == "__main__":
    try:
        ensure_model(Settings())
    except Failure as failure:
        sys.exit(f"peisuan: {failure}")
