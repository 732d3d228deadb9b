"""How a request lives and who has to approve it: rules alone, no store."""
