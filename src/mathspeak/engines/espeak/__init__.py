"""espeak-ng itself, in a child process."""
