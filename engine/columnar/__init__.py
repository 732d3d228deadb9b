"""The copy of the store that is read by columns, for companies whose figures take seconds otherwise.

`Columns` says whether it may answer, `refreshing` makes it anew of what changed, `snapshot` opens it.
A copy is whole: all of it is as the store was at one moment, and its tables never change again.
"""

from engine.columnar.columns import Columns

__all__ = ["Columns"]
