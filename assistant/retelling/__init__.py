"""A language model, where a company has one, retells a message: what it does, each in a sentence that
stands by itself. Our own readers read those sentences; it never sees the store, and decides nothing.
"""
