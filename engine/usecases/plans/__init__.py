"""The plan of a year: made, changed by hand, looked at, compared, frozen, carried out."""
