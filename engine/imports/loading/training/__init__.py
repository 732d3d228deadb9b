"""Trainings held, step by step: rows read, put into sessions, their sums settled, stored."""
