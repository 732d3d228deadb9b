"""Troubles told in everyday words."""
