"""Questions with the figures that are right: whether queries give them, and whether the assistant
tells them."""
