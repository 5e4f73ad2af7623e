"""Programs for operators, each run as ``python -m mathspeak.utils.NAME``."""
