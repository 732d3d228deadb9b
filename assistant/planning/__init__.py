"""The plan of a year in talk: what is said of it, which version and which of its lines are meant."""
