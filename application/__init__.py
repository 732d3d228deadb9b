"""The one process beside Rasa: engine, actions and doors put together."""
