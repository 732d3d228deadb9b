"""What the trained model makes of sentences: JSON lines in, JSON lines out, no dialogue.

Run in Rasa's environment: `python -m bot.understand MODEL < sentences > understood`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage


async def understand(model: str) -> None:
    """Parse each line's `text` as `role` says it; write the model's reading and its time."""
    agent = Agent.load(model)
    assert agent.processor, "the model could not be loaded"
    await agent.processor.parse_message(UserMessage("warming up"), only_output_properties=True)
    for line in sys.stdin:
        said = json.loads(line)
        message = UserMessage(said["text"], metadata={"role": said["role"]})
        began = time.perf_counter()
        read = await agent.processor.parse_message(message, only_output_properties=True)
        seconds = time.perf_counter() - began
        sys.stdout.write(json.dumps(_kept(read, seconds), ensure_ascii=False) + "\n")


def _kept(read: dict[str, Any], seconds: float) -> dict[str, Any]:
    return {
        "ranking": read["intent_ranking"],
        "entities": read["entities"],
        "milliseconds": 1000 * seconds,
    }


if __name__ == "__main__":
    asyncio.run(understand(sys.argv[1]))
