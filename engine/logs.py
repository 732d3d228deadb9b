"""How a line of a log looks: the one place where that is set, for all our processes.

A line tells when (UTC), how bad, which process and where in the code; an incident number where
somebody was given one. It holds nobody's words and no secret: statements are logged without
their values (`Database`), and what the settings keep secret is blotted out wherever it stands.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection

from sqlalchemy import make_url

from engine.settings import Settings
from engine.values.visible import escaped, visible

LINE = "%(asctime)s.%(msecs)03dZ %(levelname)s {process}[%(process)d] %(name)s: %(message)s"
WHEN = "%Y-%m-%dT%H:%M:%S"
BLOT = "[secret]"
# Shorter ones are words of a language: blotting them out would only tell what they are.
SHORTEST_SECRET = 6
SECRET = ("secret", "password", "token", "key")
# They tell each address that they call, and some vendors want the token in it.
TALKATIVE = ("httpx", "httpcore", "dingtalk_stream", "slack_bolt", "slack_sdk")


class LogLine(logging.Formatter):
    """A line as text."""

    def __init__(self, process: str, secrets: Collection[str]) -> None:
        super().__init__(LINE.format(process=process), WHEN)
        self.converter = time.gmtime
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """What belongs to a line and stands below it (a traceback) is indented: nothing that
        somebody said begins a line."""
        line = visible(super().format(record)).replace("\n", "\n    ")
        for secret in self._secrets:
            line = line.replace(secret, BLOT)
        return line

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name of logging)
        record.message = escaped(record.message)
        return super().formatMessage(record)


def formatter(process: str, settings: Settings) -> logging.Formatter:
    return LogLine(process, secrets_of(settings))


def log_to(handler: logging.Handler, process: str, settings: Settings) -> None:
    """Everything that this process logs goes to `handler`, and nowhere else."""
    handler.setFormatter(formatter(process, settings))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def secrets_of(settings: Settings) -> list[str]:
    """What must not be read in a log; the longest first, since one may stand in another."""
    named = [
        str(value)
        for name, value in settings.model_dump().items()
        if name.endswith(SECRET) and value
    ]
    if password := make_url(settings.store_url).password:
        named.append(str(password))
    return sorted((one for one in named if len(one) >= SHORTEST_SECRET), key=len, reverse=True)
