"""Both chat tools emulated, and the settings of an installation that uses them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.emulators import dingtalk as ding
from tests.emulators import slack as sl
from tests.emulators.dingtalk import DingTalkEmulator
from tests.emulators.slack import SlackEmulator


@contextmanager
def emulators() -> Iterator[tuple[DingTalkEmulator, SlackEmulator]]:
    dingtalk, slack = DingTalkEmulator(), SlackEmulator()
    try:
        yield dingtalk, slack
    finally:
        dingtalk.stop()
        slack.stop()


def emulated(dingtalk: DingTalkEmulator, slack: SlackEmulator) -> dict[str, Any]:
    """The settings that lead to them."""
    return {
        "dingtalk_client_id": ding.CLIENT_ID,
        "dingtalk_client_secret": ding.CLIENT_SECRET,
        "dingtalk_api_url": dingtalk.url,
        "dingtalk_old_api_url": dingtalk.url,
        "dingtalk_card_template": "template.schema",
        "slack_bot_token": sl.BOT_TOKEN,
        "slack_app_token": sl.APP_TOKEN,
        "slack_api_url": slack.api_url,
    }
