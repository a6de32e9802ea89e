"""Changing several tips of the list at once: shown first, done, and taken back for a minute."""
