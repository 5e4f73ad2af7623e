"""Web pages: what they say, and the mathematics in them in all the ways that it is put there."""
