"""What a request is made of, as people say it."""
