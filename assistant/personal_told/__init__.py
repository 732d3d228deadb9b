"""What is kept of people, in words: for those whom it is about, and for the company's lawyer."""
