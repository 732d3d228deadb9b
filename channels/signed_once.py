"""What a vendor signed is taken once, whichever process it is sent to.

A signature may cover no more than a moment (DingTalk's does not cover the body): whoever has got
hold of one could say anything with it, as somebody else, for as long as it counts.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from engine.store.database import Database
from engine.store.tables import UsedSignature

logger = logging.getLogger(__name__)
# How far a signature's moment may be from ours, in either direction.
PATIENCE = timedelta(minutes=5)


class Came(Enum):
    """For the first time; once more, with the same body; or with another one."""

    FIRST = auto()
    AGAIN = auto()
    FORGED = auto()


class SignedOnce:
    """The signatures of one channel that were used, in the store, for as long as they count."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    def take(self, signature: str, body: bytes) -> Came:
        """How it came; it is used from now on."""
        now, signed, said = datetime.now(UTC), self._key(signature), _digest(body)
        try:
            with self._database.transaction() as session:
                session.execute(delete(UsedSignature).where(UsedSignature.until < now))
                # A moment of the future counts for longer.
                until = now + 2 * PATIENCE
                session.add(UsedSignature(signature=signed, body=said, until=until))
            return Came.FIRST
        except IntegrityError:
            with self._database.reading() as session:
                of = select(UsedSignature.body).where(UsedSignature.signature == signed)
                known = session.scalar(of)
        if known == said:
            return Came.AGAIN
        logger.warning("%s: a signature that was used came again with other words", self._channel)
        return Came.FORGED

    def give_back(self, signature: str) -> None:
        """What came with it was not taken in: it may be sent again."""
        with self._database.transaction() as session:
            given = UsedSignature.signature == self._key(signature)
            session.execute(delete(UsedSignature).where(given))

    def _key(self, signature: str) -> str:
        return _digest(f"{self._channel} {signature}".encode())


def _digest(of: bytes) -> str:
    return hashlib.sha256(of).hexdigest()
