"""Microsoft's online voices, by the package edge-tts."""
