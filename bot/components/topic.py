"""What a topic is in its sentence: a course that is asked for, or a skill that is lacked."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.components.entity_reader import Entity, EntityReader

TOPICS = ("course", "skill")
# Where people speak of what somebody can do, whatever the catalogue keeps it as.
ABOUT_SKILLS = frozenset(
    {"report_skill_need", "query_skill_gap", "query_profile", "answer_survey_goal"}
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TopicRole(EntityReader):
    """Names topics by their part in the sentence; `kind` still says what the code is of."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            intent = (message.get(INTENT) or {}).get("name")
            role = "skill" if intent in ABOUT_SKILLS else "course"
            entities = [_in_role(one, role) for one in message.get(ENTITIES, [])]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def _in_role(entity: Entity, role: str) -> Entity:
    return {**entity, "entity": role} if entity["entity"] in TOPICS else entity
