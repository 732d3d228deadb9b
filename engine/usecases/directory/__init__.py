"""Units and people as another system's directory has them, under the ids that it gives them."""
