"""Plain values that calculation, storage and use cases pass to each other."""
