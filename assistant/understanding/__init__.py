"""What makes sense of a sentence; knows neither Rasa nor the store."""
