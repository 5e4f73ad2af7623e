"""The core over HTTP: handlers that translate requests for the translator and the speaker, and nothing more."""
