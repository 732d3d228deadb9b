"""What a message does, by its words and by the talk before it."""

from assistant.acting.context import Context, Said
from assistant.acting.likeliest import Likely, acts, certainty

__all__ = ["Context", "Likely", "Said", "acts", "certainty"]
