"""Calls of the API by its own description, and by nobody's: no answer may be a server error."""
