"""What a message says, with the role that each thing said plays in it.

`assistant.reading.mentions` is pure: no Rasa, no store. How answers to the questions of a flow are
read stands in `assistant.reading.answers`.
"""

from __future__ import annotations

from assistant.reading.mention import Change, Days, Mention, Order, Pointer, Sum
from assistant.reading.mentions import read_mentions

__all__ = ["Change", "Days", "Mention", "Order", "Pointer", "Sum", "read_mentions"]
