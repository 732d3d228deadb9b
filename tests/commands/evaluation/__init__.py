"""Tests of `./peisuan eval`."""
