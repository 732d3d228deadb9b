"""What is not ours, or is not kept or done here: said so, with who has it and what comes nearest."""
