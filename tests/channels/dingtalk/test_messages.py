"""Robot callbacks of every kind in the normal form, their signature, and what is sent back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reply import Choice, Reply
from channels.dingtalk.messages import is_signed, read_message, seconds_off, signature
from channels.dingtalk.rendering import LARGEST, card_data, markdown_messages

# The documentation's own example.
STAMP, SECRET = "1577262236757", "this is a secret"
SIGN = "DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA="


def callback(**changes: Any) -> dict[str, Any]:
    usual = {
        "msgId": "m",
        "conversationId": "cid",
        "conversationType": "1",
        "senderStaffId": "u1",
        "senderCorpId": "corp",
        "msgtype": "text",
        "text": {"content": " 预算还剩多少 "},
    }
    return {**usual, **changes}


def test_the_signature_of_the_documentation() -> None:
    assert signature(STAMP, SECRET) == SIGN


@pytest.mark.parametrize(
    ("stamp", "sign", "expected"),
    [
        (STAMP, SIGN, True),
        (STAMP, "x" + SIGN[1:], False),
        (STAMP, "", False),
        # What is no moment, whoever signed it.
        ("", signature("", SECRET), False),
        ("１２３", signature("１２３", SECRET), False),
        ("9" * 17, signature("9" * 17, SECRET), False),
    ],
)
def test_only_what_is_signed_is_taken(stamp: str, sign: str, expected: bool) -> None:
    assert is_signed(stamp, sign, SECRET) is expected


def test_how_far_off_it_is_counts_in_both_directions() -> None:
    assert seconds_off(STAMP, int(STAMP) / 1000 + 7) == pytest.approx(7)
    assert seconds_off(STAMP, int(STAMP) / 1000 - 7) == pytest.approx(7)


def test_without_a_secret_nothing_is_signed() -> None:
    assert not is_signed(STAMP, signature(STAMP, ""), "")


def test_a_text() -> None:
    message = read_message(callback())
    assert (message.text, message.user_id, message.tenant) == ("预算还剩多少", "u1", "corp")
    assert (message.conversation, message.group) == ("private", False)


def test_a_mention_in_a_group() -> None:
    message = read_message(callback(conversationType="2"))
    assert (message.conversation, message.group) == ("cid", True)


def test_a_voice_message_is_what_was_recognised() -> None:
    content = {"duration": 3000, "downloadCode": "d", "recognition": "预算还剩多少"}
    message = read_message(callback(msgtype="audio", text=None, content=content))
    assert (message.text, message.spoken) == ("预算还剩多少", True)


def test_a_voice_message_without_recognition_has_no_words() -> None:
    message = read_message(callback(msgtype="audio", text=None, content={"downloadCode": "d"}))
    assert (message.text, message.spoken) == ("", False)
    assert message.attachments[0].kind == "voice"


def test_rich_text_is_its_words_and_pictures() -> None:
    parts = [{"text": "给30人做"}, {"type": "picture", "downloadCode": "d"}, {"text": "安全培训"}]
    message = read_message(callback(msgtype="richText", text=None, content={"richText": parts}))
    assert message.text == "给30人做 安全培训"
    assert [one.kind for one in message.attachments] == ["picture"]


@pytest.mark.parametrize(("kind", "named"), [("picture", "picture"), ("file", "file")])
def test_pictures_and_files_have_no_words(kind: str, named: str) -> None:
    content = '{"downloadCode": "d", "fileName": "报价.pdf"}'
    message = read_message(callback(msgtype=kind, text=None, content=content))
    assert (message.text, message.attachments[0].kind) == ("", named)


@given(st.text(max_size=30_000))
def test_no_part_of_a_message_is_too_large(text: str) -> None:
    import json

    for param in markdown_messages(Reply(text=text)):
        assert len(json.dumps(param, ensure_ascii=False).encode()) <= LARGEST


def test_lines_stay_lines() -> None:
    assert markdown_messages(Reply(text="一\n二"))[0]["text"] == "一  \n二"


def test_a_name_makes_no_link() -> None:
    assert "](" not in markdown_messages(Reply(text="[点我](https://a.example)"))[0]["text"]


def test_without_a_card_choices_are_links_that_say_their_words() -> None:
    text = markdown_messages(Reply(text="提交吗？", choices=(Choice("提交", "t"),)))[0]["text"]
    assert "[提交](dtmd://dingtalkclient/sendMessage?content=%E6%8F%90%E4%BA%A4)" in text


def test_a_card_carries_opaque_tokens_and_no_words_to_run() -> None:
    data = card_data(Reply(text="提交吗？", choices=(Choice("提交", "t1"),)))
    assert '"params": {"token": "t1"}' in data["buttons"]
    assert all(isinstance(value, str) for value in data.values())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("请核对\n· 20 人\n提交吗？", "· 20 人  \n提交吗？"),
        ("提交吗？", "提交吗？"),
        ("很长的第一行" * 20 + "\n二", "很长的第一行" * 20 + "  \n二"),
    ],
)
def test_a_card_says_its_title_once(text: str, shown: str) -> None:
    assert card_data(Reply(text=text))["markdown"] == shown
