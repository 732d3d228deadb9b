"""The rows of a mapped table, typed field by field."""
