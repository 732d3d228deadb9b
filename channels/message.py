"""The normal form of a message and of a reply, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InboundMessage:
    """What somebody said. `person` is an employee number that a door has verified."""

    channel: str
    tenant: str
    person: str
    conversation: str
    message_id: str
    text: str

    @property
    def sender_id(self) -> str:
        """One dialogue for each person in each conversation, never shared."""
        return f"{self.channel}:{self.tenant}:{self.person}:{self.conversation}"


@dataclass(frozen=True)
class Reply:
    """One answer; `choices` are offered as buttons that say their own words."""

    text: str
    choices: tuple[str, ...] = ()
