"""What loading a list of people takes: reading a row, telling whom it is about, and where he
belongs."""
