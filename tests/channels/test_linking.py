"""Nothing is shown to an account that is nobody's; linking, wrong codes, unlinking."""

from datetime import timedelta

import pytest

from channels.linking import account_of
from engine.usecases.codes import invite
from engine.usecases.identities import (
    account_of as reached_at,
)
from engine.usecases.identities import (
    linked_people,
    whose,
)
from engine.usecases.signing_in import sign_in_by_code
from engine.values.errors import NotFound, NotPermitted
from tests.channels.conftest import Place, message
from tests.codes import link_code, sign_in_code
from tests.conftest import NOW


def code_for(place: Place, person: str) -> str:
    return link_code(place.engine, person)


def number(place: Place, handle: str) -> str:
    return place.engine.perform(lambda context: context.actor.emp_no, handle, "test")


def owner(place: Place) -> str | None:
    found = whose(place.engine, account_of(message("", "")))
    return found and found.person


def test_the_language_last_spoken_is_remembered(place: Place) -> None:
    place.link("u1", "worker")
    place.talk(message("how much budget is left", "m1"), message("ok", "m2"))
    found = whose(place.engine, account_of(message("", "")))
    assert found is not None
    assert found.language == "en"


def test_a_stranger_is_told_how_to_link_and_rasa_hears_nothing(place: Place) -> None:
    assert "绑定码" in place.talk(message("预算还剩多少", "m1"))[0]
    assert place.rasa.heard == []


def test_a_code_from_hr_links_the_account(place: Place) -> None:
    code = code_for(place, "worker")
    place.talk(message(f" {code.lower()} ", "m1"), message("你好", "m2"))
    assert place.door.sent[1] == "echo 你好"
    assert owner(place) == number(place, "worker")


def test_a_code_works_once(place: Place) -> None:
    code = code_for(place, "worker")
    place.talk(message(code, "m1"))
    place.talk(message(code, "m2", "u2"))
    assert whose(place.engine, account_of(message("", "", "u2"))) is None


def test_a_code_expires(place: Place) -> None:
    code = code_for(place, "worker")
    place.engine.clock = lambda: NOW + timedelta(days=8)
    place.talk(message(code, "m1"))
    assert whose(place.engine, account_of(message("", ""))) is None


def test_a_new_code_voids_the_one_before(place: Place) -> None:
    first, second = code_for(place, "worker"), code_for(place, "worker")
    place.talk(message(first, "m1"))
    assert whose(place.engine, account_of(message("", ""))) is None
    place.talk(message(second, "m2"))
    assert whose(place.engine, account_of(message("", ""))) is not None


def test_codes_cannot_be_guessed_for_long(place: Place) -> None:
    for n in range(6):
        place.talk(message(f"ABCD-234{n + 2}", f"m{n}"))
    assert "次数太多" in place.door.sent[-1]
    assert "次数太多" not in place.door.sent[-2]


def test_a_code_is_not_taken_in_a_group(place: Place) -> None:
    code = code_for(place, "worker")
    assert "私聊" in place.talk(message(code, "m1", conversation="g", group=True))[0]
    assert whose(place.engine, account_of(message("", ""))) is None


def test_an_address_that_the_chat_tool_vouches_for_links_by_itself(place: Place) -> None:
    place.door.email = f"{number(place, 'worker')}@PEISUAN.example"
    assert place.talk(message("你好", "m1")) == ["echo 你好"]


def test_the_number_in_the_directory_links_by_itself(place: Place) -> None:
    place.door.number = number(place, "worker")
    assert place.talk(message("你好", "m1")) == ["echo 你好"]


def test_an_address_of_nobody_here_links_nobody(place: Place) -> None:
    place.door.email = "somebody@elsewhere.example"
    assert "绑定码" in place.talk(message("你好", "m1"))[0]


def test_a_person_unlinks_himself(place: Place) -> None:
    place.link("u1", "worker")
    assert "已解除" in place.talk(message("解除绑定", "m1"))[0]
    assert whose(place.engine, account_of(message("", ""))) is None


def test_the_directory_does_not_link_again_what_was_unlinked(place: Place) -> None:
    place.door.number = number(place, "worker")
    place.talk(message("你好", "m1"), message("解除绑定", "m2"), message("你好", "m3"))
    assert "绑定码" in place.door.sent[-1]
    code = code_for(place, "worker")
    place.talk(message(code, "m4"), message("你好", "m5"))
    assert place.door.sent[-1] == "echo 你好"


def test_hr_sees_who_is_linked_and_others_only_themselves(place: Place) -> None:
    place.link("u1", "worker")
    place.link("u2", "sales-head")
    assert len(place.engine.perform(linked_people, "hr", "test")) == 2
    mine = place.engine.perform(linked_people, "worker", "test")
    assert [one.account.user_id for one in mine] == ["u1"]


def test_only_hr_hands_out_codes(place: Place) -> None:
    with pytest.raises(NotPermitted):
        place.engine.perform(invite, "workshop-head", "test", "worker", True)


def test_an_account_linked_anew_is_the_new_persons_alone(place: Place) -> None:
    place.link("u1", "worker")
    place.link("u1", "sales-head")
    assert owner(place) == number(place, "sales-head")
    assert reached_at(place.engine, "dingtalk", number(place, "worker")) is None


def test_a_sign_in_code_signs_in_and_links_nothing(place: Place) -> None:
    code = sign_in_code(place.engine, "worker")
    place.talk(message(code, "m1"))
    assert whose(place.engine, account_of(message("", ""))) is None
    found = place.engine.perform_as_system(sign_in_by_code, code)
    assert found.person == number(place, "worker")
    with pytest.raises(NotFound):
        place.engine.perform_as_system(sign_in_by_code, code)
