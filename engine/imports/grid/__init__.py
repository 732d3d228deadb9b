"""Any file as sheets of text, whatever wrote it."""
