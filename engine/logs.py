"""How a line of a log looks: the one place where that is set, for all our processes.

A line tells when (UTC), how bad, which process and where in the code; an incident number where
somebody was given one. It holds nobody's words and no secret: statements are logged without
their values (`Database`), and what the settings keep secret is blotted out wherever it stands.
"""

from __future__ import annotations

import logging

from sqlalchemy import make_url

from engine.log_lines import JsonLine, LogLine
from engine.settings import Settings
from engine.watching.spans import ids_of_trace

# Shorter ones are words of a language: blotting them out would only tell what they are.
SHORTEST_SECRET = 6
SECRET = ("secret", "password", "token", "key")
# They tell each address that they call, and some vendors want the token in it.
TALKATIVE = ("httpx", "httpcore", "dingtalk_stream", "slack_bolt", "slack_sdk")


def formatter(process: str, settings: Settings) -> logging.Formatter:
    secrets = secrets_of(settings)
    if settings.log_format == "json":
        return JsonLine(process, secrets, ids_of_trace)
    return LogLine(process, secrets)


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
