"""A language as a page asks for it."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from assistant.language import LANGUAGES

AskedLanguage = Annotated[str, StringConstraints(pattern=f"^(?:{'|'.join(LANGUAGES)})$")]
