"""What a question asks about: its arguments, its days, and the answers that several capabilities give."""
