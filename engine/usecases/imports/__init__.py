"""A company's files into the store: given, looked at, corrected, answered, loaded, undone."""
