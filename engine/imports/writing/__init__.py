"""The one way in which an import writes, so that it can be undone."""
