"""The text of a file: which encoding it is in is nowhere said."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category

from charset_normalizer import from_bytes

from engine.values.errors import InvalidInput

# By their byte order marks, the longer first.
MARKED = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
# What Excel writes in China; its two bytes often fit what other encodings wrote.
CHINESE = "gb18030"
OTHERS = ["cp1252", "big5hkscs", "cp932", "cp949", "cp1250", "cp1251", "gb18030"]
SAMPLE = 200_000
# Kinds of characters that no text has.
NO_TEXT = ("Cc", "Cn", "Co", "Cs")
# Of the characters beyond ASCII in Chinese text, nearly all are among the usual ones.
USUAL = 0.8
_SYMBOLS = (
    "　、。·—～…‘’“”〔〕〈〉《》「」『』【】±×÷℃￥％（），．：；？！＋－／＝＜＞［］①②③④⑤⑥⑦⑧⑨⑩"
)


@dataclass(frozen=True, slots=True)
class Encoding:
    name: str
    # Whether another could have been meant.
    assumed: bool = False


def encoding_of(file: str, content: bytes) -> Encoding:
    """Raises:
    InvalidInput: file_unreadable.
    """
    for mark, name in MARKED.items():
        if content.startswith(mark):
            return _certain(file, content, name)
    if b"\0" in content:
        return _certain(file, content, _wide(file, content))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _assumed(file, content, error)
    return Encoding("utf-8")


def _certain(file: str, content: bytes, name: str) -> Encoding:
    try:
        content.decode(name)
    except UnicodeDecodeError as error:
        raise _unreadable(file) from error
    return Encoding(name)


def _wide(file: str, content: bytes) -> str:
    """UTF-16 without a mark: the zeros are in the upper halves of the commas and digits."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    name = "utf-16-be" if even > odd else "utf-16-le"
    sample = content[:SAMPLE].decode(name, "replace")
    if any(category(one) in NO_TEXT and one not in "\t\r\n" for one in sample):
        raise _unreadable(file)
    return name


def _assumed(file: str, content: bytes, wrong: UnicodeDecodeError) -> Encoding:
    if wrong.start > SAMPLE or _is_nearly_utf_8(content):
        line = content.count(b"\n", 0, wrong.start) + 1
        raise InvalidInput("file_unreadable", file=file, why="bad_character", line=line)
    if _is_chinese(content):
        return Encoding(CHINESE, assumed=True)
    best = from_bytes(content[:SAMPLE], cp_isolation=OTHERS).best()
    if best is None:
        raise _unreadable(file)
    try:
        content.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(file) from error
    return Encoding(best.encoding, assumed=True)


def _is_nearly_utf_8(content: bytes) -> bool:
    """Some bytes are wrong, but what is beyond ASCII is UTF-8 nearly everywhere."""
    text = content[:SAMPLE].decode("utf-8", "replace")
    beyond = [character for character in text if character > "\x7f"]
    return beyond.count("\ufffd") < len(beyond) * (1 - USUAL) / 2


def _is_chinese(content: bytes) -> bool:
    try:
        text = content.decode(CHINESE)
    except UnicodeDecodeError:
        return False
    beyond = [character for character in text[:SAMPLE] if character > "\x7f"]
    return sum(map(_is_usual, beyond)) >= len(beyond) * USUAL


def _is_usual(character: str) -> bool:
    """Among the 3,755 characters that GB 2312 has first, or a sign."""
    if character in _SYMBOLS:
        return True
    written = character.encode(CHINESE)
    return len(written) == 2 and 0xB0 <= written[0] <= 0xD7 and written[1] >= 0xA1


def _unreadable(file: str) -> InvalidInput:
    return InvalidInput("file_unreadable", file=file, why="encoding")
