"""What Rasa knows of us by name: the action, and the slot of all that a conversation remembers."""

ACTION = "action_answer"
TALK = "talk"
