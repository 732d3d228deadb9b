"""A calculation written down as an ONNX file, which onnxruntime carries out.

Only what the reader's calculation needs of the format (messages of Protocol Buffers, by the numbers
of their fields in onnx.proto): the library `onnx` would be one more beside Rasa's pinned ones.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

# The version of the format, and of the operators.
FORMAT, OPERATORS = 8, 17
# Operators that are onnxruntime's own, and whose they are.
_OWN, _OWNER = frozenset({"MatMulNBits"}), "com.microsoft"
_KINDS = {"float32": 1, "uint8": 2, "int64": 7}
_FLOAT, _WHOLE, _WHOLES = 1, 2, 7


class Graph:
    """Operations and constants; each has a name by which others take it."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []
        self._inputs: list[bytes] = []
        self._outputs: list[bytes] = []

    def takes(self, name: str, shape: Sequence[int | str]) -> str:
        self._inputs.append(_value(name, shape))
        return name

    def gives(self, name: str, of: str, shape: Sequence[int | str]) -> None:
        self._nodes.append(_node("Identity", [of], [name], {}))
        self._outputs.append(_value(name, shape))

    def constant(self, numbers: np.ndarray) -> str:
        name = f"c{len(self._constants)}"
        whole = np.ascontiguousarray(numbers)
        dims = b"".join(_number(1, size) for size in np.shape(numbers))
        kind = _number(2, _KINDS[whole.dtype.name])
        self._constants.append(dims + kind + _text(8, name) + _bytes(9, whole.tobytes()))
        return name

    def node(self, operation: str, *inputs: str, **settings: Any) -> str:
        """What the operation gives."""
        name = f"n{len(self._nodes)}"
        self._nodes.append(_node(operation, inputs, [name], settings))
        return name

    def written(self) -> bytes:
        """The file's content."""
        fields = ((1, self._nodes), (5, self._constants), (11, self._inputs), (12, self._outputs))
        graph = _text(2, "reader") + b"".join(
            _bytes(field, one) for field, many in fields for one in many
        )
        common = _bytes(8, _text(1, "") + _number(2, OPERATORS))
        own = _bytes(8, _text(1, _OWNER) + _number(2, 1))
        return _number(1, FORMAT) + _bytes(7, graph) + common + own


def _node(
    operation: str, inputs: Sequence[str], outputs: Sequence[str], settings: dict[str, Any]
) -> bytes:
    taken = b"".join(_text(1, one) for one in inputs)
    given = b"".join(_text(2, one) for one in outputs)
    set_so = b"".join(_bytes(5, _setting(name, value)) for name, value in settings.items())
    whose = _text(7, _OWNER) if operation in _OWN else b""
    return taken + given + _text(4, operation) + set_so + whose


def _setting(name: str, value: int | float | Sequence[int]) -> bytes:
    if isinstance(value, float):
        return _text(1, name) + _tag(2, 5) + struct.pack("<f", value) + _number(20, _FLOAT)
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, _WHOLE)
    return _text(1, name) + b"".join(_number(8, one) for one in value) + _number(20, _WHOLES)


def _value(name: str, shape: Sequence[int | str]) -> bytes:
    """A name with its kind, float32, and its shape; a size that varies is a word."""
    sizes = (_number(1, one) if isinstance(one, int) else _text(2, one) for one in shape)
    whole = b"".join(_bytes(1, one) for one in sizes)
    tensor = _number(1, _KINDS["float32"]) + _bytes(2, whole)
    return _text(1, name) + _bytes(2, _bytes(1, tensor))


def _tag(field: int, form: int) -> bytes:
    return _varied(field << 3 | form)


def _number(field: int, value: int) -> bytes:
    return _tag(field, 0) + _varied(value & (1 << 64) - 1)


def _bytes(field: int, content: bytes) -> bytes:
    return _tag(field, 2) + _varied(len(content)) + content


def _text(field: int, content: str) -> bytes:
    return _bytes(field, content.encode())


def _varied(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the highest bit says that more follow."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
