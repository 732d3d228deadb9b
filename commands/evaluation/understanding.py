"""Running the trained model over sentences, with the names of a store."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from commands.environment import BOT_PYTHON
from commands.evaluation.scores import Reading
from commands.failure import Failure
from commands.model import ensure_model
from commands.ports import free_port
from commands.services import understanding_environment
from commands.stack import prepare_store, running_application
from engine.settings import CHECKOUT, Settings

# What the pipeline finds for the dialogue's sake, and no evaluation file labels.
UNLABELLED = ("vague_headcount", "vague_amount", "number", "tax_rate")

# Evaluation files know sums in all and per head only.
LABELLED_AS = {"amount_per_session": "amount"}


def understand(sentences: Sequence[dict[str, Any]]) -> list[Reading]:
    """What the model makes of each sentence, beside what was meant.

    Raises:
        Failure: the model could not be run; its last words are told.
    """
    with scratch_store() as settings, running_application(settings):
        answered = _run(settings, sentences)
    return [_reading(said, read) for said, read in zip(sentences, answered, strict=True)]


@contextmanager
def scratch_store(today: date | None = None) -> Iterator[Settings]:
    """A sample company of its own, as of `today`, in a folder that is removed afterwards."""
    usual = Settings()
    ensure_model(usual)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(
            home=home,
            database_url="",
            port=free_port(),
            rasa_port=free_port(),
            chat_limit="100000/minute",
            today=today,
        )
        settings.models.symlink_to(usual.models.resolve())
        prepare_store(settings)
        yield settings


def _run(settings: Settings, sentences: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    asked = "".join(
        json.dumps({"text": one["text"], "role": one.get("role", "")}) + "\n" for one in sentences
    )
    finished = subprocess.run(
        [str(BOT_PYTHON), "-m", "bot.understand", str(settings.models / "assistant.tar.gz")],
        cwd=CHECKOUT,
        input=asked,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **understanding_environment(settings)},
    )
    if finished.returncode != 0:
        raise Failure(f"the model could not be run: {finished.stderr.strip()[-500:]}")
    return [json.loads(line) for line in finished.stdout.splitlines() if line.startswith("{")]


def _reading(said: dict[str, Any], read: dict[str, Any]) -> Reading:
    ranking = [one for one in read["ranking"] if one["name"] != "nlu_fallback"]
    return Reading(
        text=said["text"],
        meant=said["capability"],
        ranked=[one["name"] for one in ranking],
        confidence=ranking[0]["confidence"] if ranking else 0.0,
        expected=said.get("entities", {}),
        found=_found(read["entities"]),
        milliseconds=read["milliseconds"],
    )


def _found(entities: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Entities as evaluation files write them: a value, or a list of several."""
    values: dict[str, list[Any]] = {}
    seen: set[tuple[str, int]] = set()
    for entity in entities:
        kind = LABELLED_AS.get(entity["entity"], entity["entity"])
        # One name may mean two things of the catalogue: it stands in the sentence once.
        if kind in UNLABELLED or (kind, entity["start"]) in seen:
            continue
        seen.add((kind, entity["start"]))
        # Half as much and 20 % less are no sums of their own.
        if "times" in entity:
            continue
        if entity["value"] in values.get(kind, []):
            continue
        values.setdefault(kind, []).append(entity["value"])
        # The sentences are those of a company whose money is CNY: where none is said, it is that.
        if (entity.get("currency") or "CNY") != "CNY":
            values.setdefault("currency", []).append(entity["currency"])
    return {kind: many[0] if len(many) == 1 else many for kind, many in values.items()}
