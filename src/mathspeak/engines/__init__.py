"""Speech engines: each takes a phrase, a voice and a rate, and gives audio."""
