"""What is wrong with a text, in a sentence that says what and where."""

from django.utils.functional import Promise


class TextRefused(ValueError):
    """A text that is not saved, and nothing of it. `sentence` is for the person who gave it."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
