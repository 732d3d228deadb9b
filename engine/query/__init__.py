"""One way to ask for figures: a query is a value, over measures and dimensions that are data."""
