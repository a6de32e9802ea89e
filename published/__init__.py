"""Files that the public half reads instead of asking the database."""
