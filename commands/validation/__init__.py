"""`./peisuan validate`: the methods on simulated companies whose truth is known."""

from commands.validation.command import validate

__all__ = ["validate"]
