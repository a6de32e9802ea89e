"""A law's text, read with patience: text in, provisions and all that is doubtful out."""
