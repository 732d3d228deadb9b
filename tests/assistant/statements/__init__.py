"""Statements of the chat that change the store."""
