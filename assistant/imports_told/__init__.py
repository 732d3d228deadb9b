"""A load of files as people read it, at the command line, on the page and in chat alike."""
