"""What Rasa calls: the custom actions, over `assistant/`."""
