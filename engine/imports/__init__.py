"""A company's own spreadsheets into the store: read, mapped, cleaned, loaded, reported."""
