"""What the names of notes are: kinds from use, from what is said, and by custom."""
