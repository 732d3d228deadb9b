"""Who works on a store or a home at this moment: many together, or one alone.

A lock ends with its process, however that ends; nothing has to be tidied up after a crash.
"""

from engine.locks.lock import PARENT, Held, Holder, InUse, Lock
from engine.locks.places import home_lock, store_lock

__all__ = ["PARENT", "Held", "Holder", "InUse", "Lock", "home_lock", "store_lock"]
