"""What taking a directory over changed, and what it leaves to be settled, in words."""
