"""What a spreadsheet can be: one file a kind, with its fields and how people head them."""
