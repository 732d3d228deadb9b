"""Questions about people and about trainings, read as a query of the engine and told as a sheet."""
