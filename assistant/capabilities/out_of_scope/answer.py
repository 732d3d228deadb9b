"""Nothing of ours: who it is for."""

from assistant.declining.answering import Declines


class Answer(Declines):
    pass
