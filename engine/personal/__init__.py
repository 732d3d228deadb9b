"""Personal data: where it is kept, for how long, and how it is told, handed out and erased."""
