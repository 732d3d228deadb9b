"""Importing a company's files."""
