"""Reads: SQL that aggregates, one file for each subject; scoped by org paths where it matters."""
