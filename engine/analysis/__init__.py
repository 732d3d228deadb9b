"""Calculation: pure functions on values. No database, no framework, no chat."""
