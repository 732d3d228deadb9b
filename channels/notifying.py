"""Notices carried to people in their chat tool; what waits for them comes with its evidence and
the buttons to decide it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine, Sequence
from typing import Any, TypeVar

from assistant.language import FIRST
from assistant.notices import notice_line
from assistant.reply import Reply
from assistant.request_rendering import review_lines, step_name
from assistant.speech import Speech
from channels.buttons import Buttons, Offer
from channels.deciding import approval, shown_steps
from channels.door import Door
from channels.message import PRIVATE, InboundMessage
from engine.trust.notices import NoticeView
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Account, account_of, whose
from engine.usecases.requests.deciding import review_decision
from engine.usecases.requests.reviewing import RequestReview
from engine.usecases.requests.view import RequestView
from engine.values.errors import EngineError
from engine.workflow.life import Event

TO_DECIDE = {"request_waits", "step_due", "step_escalated", "step_vacant"}
LONGEST = 120
T = TypeVar("T")


def decisions(speech: Speech, review: RequestReview) -> list[Offer]:
    """The buttons of something to decide: a yes is done at once, to the version that was
    seen; the others ask for their reason in the dialogue."""
    request = review.request
    return [
        Offer(speech.say("door.approve"), approval(request, speech.language)),
        Offer(
            speech.say("door.return"),
            taking_up(speech.say("door.say_return", number=request.number), "return", request),
        ),
        Offer(
            speech.say("door.reject"),
            taking_up(speech.say("door.say_reject", number=request.number), "reject", request),
        ),
    ]


def taking_up(words: str, how: str, request: RequestView) -> dict[str, Any]:
    """What a button does that takes up a decision in the conversation: the act itself, about
    this version of the request; `words` are what is seen of it."""
    act = {
        "intent": f"{how}_request",
        "number": request.number,
        "version": request.version,
    }
    return {"say": words, "act": act}


def decision_text(speech: Speech, notice: NoticeView, review: RequestReview) -> str:
    """What waits, and the evidence for and against it."""
    lines = [notice_line(speech, notice), "", *review_lines(speech, review)]
    if steps := shown_steps(review.request):
        names = [step_name(speech, step) for step in steps]
        lines.append(speech.say("decision.press_takes", steps=names))
    return "\n".join(lines)


class Notifier:
    """Carries notices through one door. Works in a thread; the door sends in its loop."""

    def __init__(self, engine: BudgetEngine, door: Door) -> None:
        self.name = door.name
        self._engine = engine
        self._door = door
        self._buttons = Buttons(engine.database)
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Send in the loop that runs now."""
        self._loop = asyncio.get_running_loop()

    def reaches(self, person: str) -> bool:
        return account_of(self._engine, self.name, person) is not None

    def carry(self, notices: Sequence[NoticeView]) -> Collection[int]:
        """Each that asks for a decision by itself; the rest at once, in each language."""
        if notices[0].code in TO_DECIDE:
            return [notice.id for notice in notices if not self._ask(notice)]
        failed: list[int] = []
        by_language: dict[str, list[tuple[int, Account]]] = {}
        for notice in notices:
            account, language = self._where(notice.person)
            by_language.setdefault(language, []).append((notice.id, account))
        for language, reached in by_language.items():
            line = Reply(
                text=notice_line(Speech(language, self._engine.company().fiscal), notices[0])
            )
            accounts = [account for _, account in reached]
            missed = set(self._send(self._door.announce(accounts, line)))
            failed += [id for id, account in reached if account in missed]
        return failed

    def _ask(self, notice: NoticeView) -> bool:
        """Something to decide; nothing is sent when it is decided by now."""
        account, language = self._where(notice.person)
        number = str(notice.args["number"])
        try:
            review = self._engine.perform(
                review_decision, notice.person, self.name, number, Event.APPROVE
            )
        except EngineError:
            return True
        reply = self._card(notice, account, Speech(language, self._engine.company().fiscal), review)
        return not self._send(self._door.announce([account], reply))

    def _card(
        self, notice: NoticeView, account: Account, speech: Speech, review: RequestReview
    ) -> Reply:
        address = self._door.private_address(account)
        origin = InboundMessage(
            channel=self.name,
            tenant=account.tenant,
            user_id=account.user_id,
            conversation=PRIVATE,
            message_id="",
            text="",
            address=address,
        )
        choices = self._buttons.offer(origin, notice.person, decisions(speech, review))
        return Reply(text=decision_text(speech, notice, review), choices=choices)

    def _where(self, person: str) -> tuple[Account, str]:
        account = account_of(self._engine, self.name, person)
        if account is None:
            raise LookupError(f"{person} was unlinked meanwhile")
        owner = whose(self._engine, account)
        return account, (owner.language if owner else None) or FIRST

    def _send(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            work.close()
            raise RuntimeError("the application does not serve yet")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(LONGEST)
