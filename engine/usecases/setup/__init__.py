"""What a company has of its own, what is missing, and what holds for all of it."""
