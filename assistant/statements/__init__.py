"""What people state for the record: surveys they open, goals they have, courses they rate."""
