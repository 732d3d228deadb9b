"""The doors: verify who speaks, hand the message to Rasa, render the reply."""
