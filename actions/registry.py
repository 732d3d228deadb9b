"""All actions, ready for Rasa's action webhook."""

from __future__ import annotations

from rasa_sdk.executor import ActionExecutor

from actions.analyses import ANALYSIS_ACTIONS
from actions.base import PeisuanAction
from actions.decision_form import DECISION_FORM
from actions.lookups import LOOKUP_ACTIONS
from actions.need_form import NEED_FORM
from actions.report import ExportReport
from actions.request_form import ValidateRequestForm
from actions.request_questions import QUESTIONS
from actions.small_talk import SMALL_TALK
from actions.statements import STATEMENT_FORM
from actions.submit_request import SubmitRequest
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
