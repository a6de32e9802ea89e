"""Tips that may belong together: looked for in the session, linked by members."""
