"""Akoma Ntoso 3.0 (OASIS): one version of an act in one language, out and in."""
