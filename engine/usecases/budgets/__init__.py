"""How much units have for training: set, taken from the year before, split into quarters."""
