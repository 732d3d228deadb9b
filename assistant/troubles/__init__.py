"""Troubles told in everyday words, by people who know no course's name: what they may need."""
