"""The system's own voices, by pyttsx3 in a child process."""
