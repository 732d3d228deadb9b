"""All actions, ready for Rasa's action webhook."""

from __future__ import annotations

from rasa_sdk.executor import ActionExecutor

from assistant.analyses import ANALYSIS_ACTIONS
from assistant.base import PeisuanAction
from assistant.decision_form import DECISION_FORM
from assistant.lookups import LOOKUP_ACTIONS
from assistant.need_form import NEED_FORM
from assistant.report import ExportReport
from assistant.request_form import ValidateRequestForm
from assistant.request_questions import QUESTIONS
from assistant.small_talk import SMALL_TALK
from assistant.statements import STATEMENT_FORM
from assistant.submit_request import SubmitRequest
from engine.usecases.context import BudgetEngine

ACTIONS: tuple[type[PeisuanAction], ...] = (
    *LOOKUP_ACTIONS,
    *ANALYSIS_ACTIONS,
    *NEED_FORM,
    *DECISION_FORM,
    *STATEMENT_FORM,
    ExportReport,
    ValidateRequestForm,
    *QUESTIONS,
    SubmitRequest,
    *SMALL_TALK,
)


def action_executor(engine: BudgetEngine) -> ActionExecutor:
    """An executor that runs every action against `engine`."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(engine))
    return executor
