"""The assistant's own pipeline components."""
