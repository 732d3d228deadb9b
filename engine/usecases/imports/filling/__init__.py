"""What the store has of each kind, as the rows of a file that would say just that."""
