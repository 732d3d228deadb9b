"""What an answer has shown, as rows and columns that can be worked with in what follows."""
