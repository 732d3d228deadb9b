"""What a table is, and which of its columns is what."""
