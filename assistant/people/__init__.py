"""Whom a message is about: where a person may be named in it, and who that is."""
