"""Deciding on requests, changing and taking them back; what is asked about those that wait."""
