"""What people do with the engine: one function each, one transaction each."""
