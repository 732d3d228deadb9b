"""What loading an organisation takes: the paths that parents make, and who heads a unit."""
