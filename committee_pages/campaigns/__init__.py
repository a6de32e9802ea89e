"""Campaigns: their drawings, posters, the words people send on, and the script for the radio."""
