"""About training, and not kept or not done here: who has it, and the nearest that can be had."""

from assistant.declining.answering import Declines


class Answer(Declines):
    pass
