"""What several routes take."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, Field

from engine.usecases.estimate_cost import Training


class TrainingAsked(BaseModel):
    """A course or skill by code, or a topic in words; with an outside price if there is one."""

    course: str | None = None
    skill: str | None = None
    topic: str | None = Field(default=None, max_length=200)
    quoted_per_head: Decimal | None = None
    quoted_total: Decimal | None = None

    def value(self) -> Training:
        return Training(**self.model_dump())
