"""The normal form of a message, the same for every channel."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from engine.trust.audit import Way

# The conversation of a person with the assistant alone, whatever a channel calls it.
PRIVATE = "private"
FILE = "file"


@dataclass(frozen=True)
class Attachment:
    """Something sent along: `kind` is picture, file, voice or video. `reference` is what its door
    fetches it by, and plain data."""

    kind: str
    name: str = ""
    reference: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class InboundMessage:
    """What somebody said, as a door that verified the sender hands it on.

    `user_id` is the channel's own; `person` the employee number where the door knows it (a
    session, the operator). `address` is what the door needs to answer, and plain data.
    """

    channel: str
    tenant: str
    user_id: str
    conversation: str
    message_id: str
    text: str
    person: str | None = None
    # What he came in with, where his door knows that too: a session, the operator's secret.
    began: str | None = None
    # Others read along where it was said.
    group: bool = False
    attachments: tuple[Attachment, ...] = ()
    # It was spoken, and recognised by the channel.
    spoken: bool = False
    # The language of the page that it came from, where nothing was written.
    language: str | None = None
    # What a pressed button does, where that is more than to say its words.
    deed: dict[str, Any] | None = None
    # The act that a pressed button stands for (see `assistant.buttons`), so that its words are
    # not read.
    act: dict[str, Any] | None = None
    address: dict[str, Any] = field(default_factory=dict)

    @property
    def dialogue(self) -> str:
        """One dialogue for each person in each conversation, never shared."""
        return f"{self.channel}:{self.tenant}:{self.user_id}:{self.conversation}"

    @property
    def way(self) -> Way:
        """By which its sender came, for what is done as he said."""
        return Way(self.channel, self.began)

    @property
    def files(self) -> tuple[Attachment, ...]:
        """What was sent along and may be a table."""
        return tuple(one for one in self.attachments if one.kind == FILE)

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> InboundMessage:
        attachments = tuple(Attachment(**one) for one in plain["attachments"])
        return cls(**{**plain, "attachments": attachments})
