"""Pictures of figures: what is drawn, in the reader's words, and how."""
