"""The engine's values as lines of a reply, where several answers say them."""
