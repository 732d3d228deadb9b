"""Cells of a kind of value: people, units, days, levels, periods."""
