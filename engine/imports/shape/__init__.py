"""Where the table of a sheet stands, and what stands around it."""
