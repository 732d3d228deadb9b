"""What a question asks about: its arguments, and answers by part and by person."""
