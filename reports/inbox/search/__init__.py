"""Searching what is sealed: cards are opened one after the other, and nothing of it is kept."""
