"""What a company has of its own and what is missing, in words."""
