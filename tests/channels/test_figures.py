"""What the gate counts: how long people wait, and what comes of the replies."""

from channels.gate import SENDINGS, WAITS
from tests.channels.conftest import Place, message
from tests.figures import counted


def test_a_wait_is_observed_once_a_message(place: Place) -> None:
    place.link("u1", "workshop-head")
    before = counted(WAITS, channel="dingtalk")
    place.talk(message("hello", "m1"), message("hello", "m1"))
    assert counted(WAITS, channel="dingtalk") == before + 1


def test_replies_that_go_out_and_that_do_not_are_counted(place: Place) -> None:
    place.link("u1", "workshop-head")
    place.door.failures = 1
    before = {one: counted(SENDINGS, outcome=one) for one in ("sent", "later")}
    place.talk(message("hello", "m1"))
    assert {one: counted(SENDINGS, outcome=one) - before[one] for one in before} == {
        "sent": 1,
        "later": 1,
    }
