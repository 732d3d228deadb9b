"""The course of a conversation: which flow a message belongs to, and what is done with it."""
