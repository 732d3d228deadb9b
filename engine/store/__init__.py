"""Storage: the tables, their migrations and the database connection."""
