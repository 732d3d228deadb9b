"""A car-parts maker made by a deterministic generator, for demonstrations and tests.

The figures of the source article are in its data, never in the code that computes: the
sample goes through the same queries and formulas as any company's store.
"""

from engine.sample.loading import load_sample

__all__ = ["load_sample"]
