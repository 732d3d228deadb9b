"""Custom actions: slots in, one use case of the engine, a reply out."""
