"""How a line of a log looks, as text or as JSON. Rasa's process, which has an environment of its
own, uses it too: nothing but the standard library is needed here."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Collection, Mapping

from engine.values.visible import escaped, visible

LINE = "%(asctime)s.%(msecs)03dZ %(levelname)s {process}[%(process)d] %(name)s: %(message)s"
WHEN = "%Y-%m-%dT%H:%M:%S"
BLOT = "[secret]"
# What a record may carry besides (`extra`): numbers and names of our own, never what was said.
IDS = ("incident", "message_number")
Ids = Callable[[], Mapping[str, str]]


class LogLine(logging.Formatter):
    """A line as text."""

    def __init__(self, process: str, secrets: Collection[str]) -> None:
        super().__init__(LINE.format(process=process), WHEN)
        self.converter = time.gmtime
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """What belongs to a line and stands below it (a traceback) is indented: nothing that
        somebody said begins a line."""
        return blotted(visible(super().format(record)).replace("\n", "\n    "), self._secrets)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name of logging)
        record.message = escaped(record.message)
        return super().formatMessage(record)


class JsonLine(logging.Formatter):
    """The same as JSON, for a collector of logs. `ids` tells what the work at hand is known by."""

    def __init__(self, process: str, secrets: Collection[str], ids: Ids = dict) -> None:
        super().__init__(datefmt=WHEN)
        self.converter = time.gmtime
        self._process, self._secrets, self._ids = process, secrets, ids

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": f"{self.formatTime(record, WHEN)}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "process": self._process,
            "pid": record.process,
            "logger": record.name,
            "message": self._clean(escaped(record.getMessage())),
        }
        told |= {name: str(one) for name in IDS if (one := getattr(record, name, None))}
        told |= self._ids()
        if record.exc_info:
            told["fault"] = self._clean(visible(self.formatException(record.exc_info)))
        return json.dumps(told, ensure_ascii=False)

    def _clean(self, text: str) -> str:
        return blotted(text, self._secrets)


def blotted(text: str, secrets: Collection[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, BLOT)
    return text
