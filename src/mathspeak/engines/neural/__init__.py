"""The neural voice, in a child process."""
