"""What `./peisuan` does, one module a command."""
