"""Recordings that are made once and kept: keys, stores, one making per key, archives."""
