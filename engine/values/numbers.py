"""Numbers from outside: each has bounds, before anything is reckoned with it.

What Decimal takes for a number may have a hundred million digits as soon as it is made exact
(1E+99999999), and that stops everything.
"""

from __future__ import annotations

from decimal import Decimal, DecimalException

from engine.values.errors import InvalidInput

MOST_DIGITS = 40
# Between these powers of ten lies whatever can be meant, from a millionth of a share to the money
# of a country.
LEAST_POWER, HIGHEST_POWER = -30, 30


def is_bounded(number: Decimal) -> bool:
    """Whether it may be reckoned with: finite, and neither too long, too large nor too small."""
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS:
        return False
    return LEAST_POWER <= number.adjusted() <= HIGHEST_POWER


def number_said(text: str) -> Decimal:
    """A number as somebody wrote it, in plain digits or with an exponent.

    Raises:
        InvalidInput: number_not_stored; it is none, or one without bounds.
    """
    bare = text.strip()
    try:
        number = Decimal(bare) if len(bare) <= 2 * MOST_DIGITS else None
    except DecimalException:
        number = None
    if number is None or not is_bounded(number):
        shown = bare if len(bare) <= MOST_DIGITS else f"{bare[:MOST_DIGITS]}…"
        raise InvalidInput("number_not_stored", number=shown)
    return number
