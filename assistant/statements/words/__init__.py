"""The patterns of what is said about a booking."""
