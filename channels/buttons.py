"""Buttons that were offered: opaque, for one person, pressed once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from assistant.reply import Choice, Reply
from channels.message import InboundMessage
from engine.store.database import Database
from engine.store.tables import Employee, OfferedButton

LIFE = timedelta(days=14)
# In a deed about files, the number of their draft.
IMPORT = "import"


def press_id(token: str) -> str:
    """The id of the message that pressing it is."""
    return f"press:{token}"


class CannotPress(Exception):
    """The button is somebody else's, or not to be pressed any more; `phrase` says it."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


@dataclass(frozen=True)
class Offer:
    """A button to be: its words, and what it does if that is more than to say them: {"say":
    other words}, {"act": what the words stand for} or both, a decision (see
    `channels.deciding`), or something with files (`channels.importing`). {"here": true} binds an
    act to the question it stands under."""

    title: str
    deed: dict[str, Any] | None = None


class Buttons:
    """Offered buttons, kept in the store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def in_replies(
        self, message: InboundMessage, person: str, replies: Sequence[Reply]
    ) -> list[Reply]:
        """The replies, their choices as buttons for `person`. What was offered in the dialogue
        before is void: one answers what was asked last."""
        if not any(reply.choices for reply in replies):
            return list(replies)
        with self._database.transaction() as session:
            _void(session, message.dialogue)
            return [
                replace(
                    reply,
                    choices=_offer(
                        session, message, person, [_to_offer(choice) for choice in reply.choices]
                    ),
                )
                for reply in replies
            ]

    def offer(
        self,
        origin: InboundMessage,
        person: str,
        offers: Sequence[Offer],
        import_id: int | None = None,
    ) -> tuple[Choice, ...]:
        """Buttons of one message, for the employee number `person`. What was offered before
        about the files of `import_id` is void: they are as they were told last."""
        with self._database.transaction() as session:
            if import_id is not None:
                of_files = OfferedButton.deed[IMPORT].as_integer() == import_id
                _use_up(session, of_files, OfferedButton.used_at.is_(None))
            return _offer(session, origin, person, offers)

    def meant(
        self, message: InboundMessage, person: str, answered: str | None
    ) -> dict[str, Any] | None:
        """What the button about files does whose very words the message has, if it stands under
        the answer to `answered`: where a chat tool has no buttons, its words are sent."""
        alike = (
            select(OfferedButton.deed, OfferedButton.origin)
            .join(Employee, Employee.id == OfferedButton.employee_id)
            .where(
                OfferedButton.dialogue == message.dialogue,
                OfferedButton.title == message.text.strip(),
                OfferedButton.used_at.is_(None),
                OfferedButton.expires_at > _now(),
                Employee.emp_no == person,
            )
        )
        with self._database.reading() as session:
            found = session.execute(alike).all()
        for deed, origin in found:
            if deed and IMPORT in deed and origin["message_id"] == answered:
                return dict(deed)
        return None

    def pressed(self, token: str, person: str | None) -> InboundMessage:
        """What pressing it says, as a message of `person`; pressing twice is the same message.

        Raises:
            CannotPress: it is somebody else's, void, used otherwise or expired.
        """
        with self._database.reading() as session:
            found = session.execute(
                select(OfferedButton, Employee.emp_no)
                .join(Employee, Employee.id == OfferedButton.employee_id)
                .where(OfferedButton.token == token)
            ).one_or_none()
        if found is None:
            raise CannotPress("door.old")
        button, owner = found
        if owner != person:
            raise CannotPress("door.not_yours")
        if button.used_at is not None or button.expires_at < _now():
            raise CannotPress("door.old")
        deed = button.deed or {}
        return replace(
            InboundMessage.from_plain(button.origin),
            message_id=press_id(token),
            text=deed.get("say", button.title),
            attachments=(),
            spoken=False,
            deed=None if "say" in deed or "act" in deed else button.deed,
            act=deed.get("act"),
        )

    def use_up(self, token: str) -> None:
        """It and those offered with it are pressed."""
        same = select(OfferedButton.offer).where(OfferedButton.token == token).scalar_subquery()
        with self._database.transaction() as session:
            _use_up(session, OfferedButton.offer == same)

    def forget_old(self) -> None:
        with self._database.transaction() as session:
            session.execute(delete(OfferedButton).where(OfferedButton.expires_at < _now()))


def _to_offer(choice: Choice) -> Offer:
    return Offer(choice.title, {"act": choice.act, "here": True} if choice.act else None)


def _offer(
    session: Session, origin: InboundMessage, person: str, offers: Sequence[Offer]
) -> tuple[Choice, ...]:
    if not offers:
        return ()
    together, until = secrets.token_urlsafe(12), _now() + LIFE
    choices = tuple(Choice(one.title, secrets.token_urlsafe(18)) for one in offers)
    employee_id = session.scalars(select(Employee.id).where(Employee.emp_no == person)).one()
    session.add_all(
        OfferedButton(
            token=choice.token,
            offer=together,
            dialogue=origin.dialogue,
            employee_id=employee_id,
            title=choice.title,
            deed=one.deed,
            origin=origin.as_plain(),
            expires_at=until,
            used_at=None,
        )
        for choice, one in zip(choices, offers, strict=True)
    )
    return choices


def _void(session: Session, dialogue: str) -> None:
    """What says words there, or answers a question; decisions are bound to their request's
    version instead."""
    open_ones = session.execute(
        select(OfferedButton.token, OfferedButton.deed).where(
            OfferedButton.dialogue == dialogue, OfferedButton.used_at.is_(None)
        )
    ).all()
    void = [token for token, deed in open_ones if deed is None or "here" in deed]
    _use_up(session, OfferedButton.token.in_(void))


def _use_up(session: Session, *which: ColumnElement[bool]) -> None:
    session.execute(
        update(OfferedButton).where(*which).values(used_at=_now()),
        execution_options={"synchronize_session": False},
    )


def _now() -> datetime:
    return datetime.now(UTC)
