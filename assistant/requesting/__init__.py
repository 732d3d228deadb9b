"""What a request is made of, as people say it: groups, headcounts, reasons, topics, a yes."""
