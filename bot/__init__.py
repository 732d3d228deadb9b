"""Peisuan's Rasa assistant: components, channel and training data."""
