"""What a vendor's quota is counted by, on both databases and by several at once."""

from concurrent.futures import ThreadPoolExecutor

from channels.usage import Usage
from engine.store.database import Database


def test_counts_are_kept_by_channel_and_kind(either_store: Database) -> None:
    ding, slack = Usage(either_store, "dingtalk"), Usage(either_store, "slack")
    ding.count("call")
    ding.count("call", 3)
    ding.count("message")
    slack.count("call")
    assert [ding.used("call"), ding.used("message"), slack.used("call")] == [4, 1, 1]
    assert slack.used("message") == 0


def test_nothing_is_lost_when_many_count(either_store: Database) -> None:
    usage = Usage(either_store, "dingtalk")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: usage.count("call"), range(40)))
    assert usage.used("call") == 40
