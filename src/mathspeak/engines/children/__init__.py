"""Speech libraries in child processes: a pool of children for each engine, and what they say to each other."""
