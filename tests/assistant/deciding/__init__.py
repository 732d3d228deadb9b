"""Deciding on requests."""
