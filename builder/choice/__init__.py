"""Which stretches of a sentence are names of things worth recording, and of what type: many weak cues, weighed."""
