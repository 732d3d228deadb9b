"""A general question: the topic asked for; which it is, where it may be several."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn
from assistant.declining.answering import decline
from assistant.knowledge.answering import is_clear, tell, the_book
from assistant.referring import people_of_hr

# What is less like every topic asks for none of them: 0.07 and less for what no topic is about,
# on sentences of practice.
HARDLY_LIKE = 0.1

OUTSIDE = "out_of_scope"


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        text, language, book = turn.message.text, turn.speech.language, the_book()
        nearest = book.nearest(text, language)
        if not nearest:
            decline(turn, OUTSIDE)
        elif nearest[0].score < HARDLY_LIKE:
            people = people_of_hr(turn)
            turn.reply(turn.say("knowledge.unwritten", people=people))
        elif book.find(text, language) or is_clear(nearest):
            tell(turn, nearest[0].topic)
        else:
            titles = [book.title(one.topic, language) for one in nearest]
            turn.reply(turn.say("knowledge.which"), choices=titles)
