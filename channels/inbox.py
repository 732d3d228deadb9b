"""Messages as they are kept: stored once, worked off in the order of their dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, Update, and_, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from assistant.reply import Reply
from channels.buttons import press_id
from channels.message import InboundMessage
from engine.store.database import Database
from engine.store.tables import StoredMessage
from engine.usecases.identities import Account

WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"
OPEN, FINISHED = (WAITING, WORKING), (DONE, FAILED)
# Renewed by the process that works on it; one that died holds a message no longer than this.
LEASE = timedelta(seconds=15)
# What is worked on of one person at once, in whatever dialogues: the others have their turn.
PLACES = 2


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A message as it lies in the inbox."""

    id: int
    message: InboundMessage
    state: str
    received_at: datetime
    tries: int = 0
    replies: tuple[Reply, ...] | None = None
    sent: int = 0

    @property
    def finished(self) -> bool:
        return self.state in FINISHED


@dataclass(frozen=True)
class Stored:
    """Whether the message was new; `taken` if it was claimed with being stored."""

    new: bool
    taken: Taken | None = None


class Inbox:
    """The stored messages of all channels. Several processes may work on them at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def store(self, message: InboundMessage, at_once: bool = False) -> Stored:
        """Store a message; the same one twice is stored once. When this returns, it survives
        a crash and may be acknowledged. With `at_once` it is claimed as well if nothing
        earlier of its dialogue is open and its sender has a place left: most messages need not
        wait for anything."""
        now = _now()
        row = StoredMessage(
            channel=message.channel,
            tenant=message.tenant,
            message_id=message.message_id,
            user_id=message.user_id,
            dialogue=message.dialogue,
            content=message.as_plain(),
            received_at=now,
            state=WAITING,
            tries=0,
            next_try_at=now,
            sent=0,
        )
        try:
            with self._database.transaction() as session:
                if at_once and not _must_wait(session, message):
                    _claim(row, now)
                session.add(row)
        except IntegrityError:
            return Stored(new=False)
        return Stored(new=True, taken=_taken(row) if row.state == WORKING else None)

    def claim(self, most: int) -> list[Taken]:
        """Messages that are due: everybody's first before anybody's second, at most one of each
        dialogue, and none whose dialogue has an earlier one that is not finished; each is ours
        until its lease ends."""
        now = _now()
        with self._database.reading() as session:
            # Nobody is kept from writing while there is nothing to do.
            if not (ids := session.scalars(_next_in_turn(now).limit(most)).all()):
                return []
        with self._database.transaction() as session:
            rows = session.scalars(
                select(StoredMessage)
                .where(StoredMessage.id.in_(ids), _due(now), ~_earlier_open())
                .order_by(StoredMessage.id)
                .with_for_update(skip_locked=True)
            ).all()
            for row in rows:
                _claim(row, now)
            return [_taken(row) for row in rows]

    def renew(self, ids: Sequence[int]) -> None:
        """Keep what is being worked on."""
        with self._database.transaction() as session:
            session.execute(_these(ids).values(lease_until=_now() + LEASE))

    def answer(self, id: int, replies: Sequence[Reply]) -> None:
        """Keep the replies, before any is sent; the tries are those of sending from now on."""
        plain = [reply.as_plain() for reply in replies]
        self._change(id, replies=plain, tries=0, answered_at=_now())

    def count_sent(self, id: int, sent: int) -> None:
        self._change(id, sent=sent)

    def finish(self, id: int) -> None:
        """Everything is sent."""
        self._change(id, state=DONE, done_at=_now())

    def hand_over(self, id: int, replies: Sequence[Reply]) -> None:
        """Answered, and who asked fetches the replies himself."""
        plain, now = [reply.as_plain() for reply in replies], _now()
        self._change(id, state=DONE, replies=plain, answered_at=now, done_at=now)

    def postpone(self, id: int, seconds: float, outcome: str) -> None:
        """Try again later; what was answered and sent is kept."""
        later = _now() + timedelta(seconds=seconds)
        self._change(id, state=WAITING, next_try_at=later, outcome=outcome[:300])

    def give_back(self, id: int) -> None:
        """We end before it is done: whoever comes next takes it up at once."""
        with self._database.transaction() as session:
            ours = _these([id]).where(StoredMessage.state == WORKING)
            session.execute(ours.values(state=WAITING, next_try_at=_now(), outcome="ended"))

    def give_up(self, id: int, outcome: str) -> None:
        self._change(id, state=FAILED, outcome=outcome[:300], done_at=_now())

    def find(self, message: InboundMessage) -> Taken | None:
        """The stored message of that channel, tenant and id."""
        with self._database.reading() as session:
            row = session.scalar(
                select(StoredMessage).where(
                    StoredMessage.channel == message.channel,
                    StoredMessage.tenant == message.tenant,
                    StoredMessage.message_id == message.message_id,
                )
            )
            return _taken(row) if row else None

    def pressed(self, account: Account, token: str) -> InboundMessage | None:
        """What the account said by pressing that button, if it came."""
        with self._database.reading() as session:
            row = session.scalar(
                select(StoredMessage).where(
                    StoredMessage.channel == account.channel,
                    StoredMessage.tenant == account.tenant,
                    StoredMessage.user_id == account.user_id,
                    StoredMessage.message_id == press_id(token),
                )
            )
            return _taken(row).message if row else None

    def before(self, taken: Taken) -> str | None:
        """The id of the message that was said last before it in its dialogue."""
        with self._database.reading() as session:
            return session.scalar(
                select(StoredMessage.message_id)
                .where(
                    StoredMessage.dialogue == taken.message.dialogue, StoredMessage.id < taken.id
                )
                .order_by(StoredMessage.id.desc())
                .limit(1)
            )

    def latest_of(self, channel: str, user_id: str, most: int) -> list[Taken]:
        """What somebody said last and was answered, the oldest first."""
        with self._database.reading() as session:
            rows = session.scalars(
                select(StoredMessage)
                .where(
                    StoredMessage.channel == channel,
                    StoredMessage.user_id == user_id,
                    StoredMessage.state == DONE,
                )
                .order_by(StoredMessage.id.desc())
                .limit(most)
            ).all()
        return [_taken(row) for row in reversed(rows)]

    def _change(self, id: int, **values: object) -> None:
        with self._database.transaction() as session:
            session.execute(_these([id]).values(**values))


def _claim(row: StoredMessage, now: datetime) -> None:
    row.state, row.lease_until, row.taken_at = WORKING, now + LEASE, now
    row.tries += 1


def _must_wait(session: Session, message: InboundMessage) -> bool:
    """Whether something of the dialogue is not finished, or its sender has all his places. Two who
    store at the same moment must not both find nothing: SQLite has one writer, PostgreSQL a lock
    for each dialogue."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(message.dialogue))))
    dialogues = session.scalars(
        select(StoredMessage.dialogue).where(
            StoredMessage.channel == message.channel,
            StoredMessage.tenant == message.tenant,
            StoredMessage.user_id == message.user_id,
            StoredMessage.state.in_(OPEN),
        )
    ).all()
    return len(dialogues) >= PLACES or message.dialogue in dialogues


def _next_in_turn(now: datetime) -> Select[tuple[int]]:
    """The ids of what may be claimed: of each person as many as he has places left."""
    person = (StoredMessage.channel, StoredMessage.tenant, StoredMessage.user_id)
    turn = func.row_number().over(partition_by=person, order_by=StoredMessage.id)
    due = (
        select(StoredMessage.id, *person, turn.label("turn"))
        .where(_due(now), ~_earlier_open())
        .subquery()
    )
    held = aliased(StoredMessage)
    working = (
        select(func.count())
        .where(
            held.channel == due.c.channel,
            held.tenant == due.c.tenant,
            held.user_id == due.c.user_id,
            held.state == WORKING,
            held.lease_until >= now,
        )
        .scalar_subquery()
    )
    order = working + due.c.turn
    return select(due.c.id).where(order <= PLACES).order_by(order, due.c.id)


def _these(ids: Sequence[int]) -> Update:
    return update(StoredMessage).where(StoredMessage.id.in_(ids))


def _due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(StoredMessage.state == WAITING, StoredMessage.next_try_at <= now),
        and_(StoredMessage.state == WORKING, StoredMessage.lease_until < now),
    )


def _earlier_open() -> ColumnElement[bool]:
    earlier = aliased(StoredMessage)
    return exists().where(
        earlier.dialogue == StoredMessage.dialogue,
        earlier.id < StoredMessage.id,
        earlier.state.in_(OPEN),
    )


def _taken(row: StoredMessage) -> Taken:
    replies = None
    if row.replies is not None:
        replies = tuple(Reply.from_plain(one) for one in row.replies)
    message = InboundMessage.from_plain(row.content)
    return Taken(
        id=row.id,
        message=message,
        state=row.state,
        received_at=row.received_at,
        tries=row.tries,
        replies=replies,
        sent=row.sent,
    )


def _now() -> datetime:
    return datetime.now(UTC)
