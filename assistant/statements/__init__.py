"""What people state for the record: surveys they open, goals they have, courses they rate."""

from assistant.statements.form import STATEMENT_FORM

__all__ = ["STATEMENT_FORM"]
