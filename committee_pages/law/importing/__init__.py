"""From a file or pasted words to a new draft of an act."""
