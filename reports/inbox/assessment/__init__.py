"""What members make of a tip, in codes of their own beside the sender's."""
