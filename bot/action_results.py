"""Checking what actions answer, without checking the check itself every time.

Rasa 3.6 validates each answer of an action by `jsonschema.validate`, which first validates
Rasa's own constant schema against the metaschema: 60 % of a turn's time in Rasa, measured.
The answers are still checked here, by a validator that is made once.
"""

from __future__ import annotations

from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def check_answers_by_one_validator() -> None:
    """Replace Rasa's validation by the same one over a schema that is compiled once."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
