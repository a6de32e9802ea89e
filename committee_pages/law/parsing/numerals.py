"""Roman numerals and the letters of lists, as laws in Portuguese count."""

_ROMAN = (
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST = 399
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_OLD_ALPHABET = "abcdefghijlmnopqrstuvxz"  # without k, w and y, as many laws count


def to_roman(value: int) -> str:
    """A number from 1 to 399 in capital letters."""
    said = ""
    for worth, letters in _ROMAN:
        while value >= worth:
            said += letters
            value -= worth
    return said


ROMAN = {to_roman(value): value for value in range(1, _MOST + 1)}
"""Every numeral that counts as one, with its value."""


def letters_after(letter: str) -> frozenset[str]:
    """The letters that may follow in a list: after j both k and l, after z aa; first comes a."""
    if not letter:
        return frozenset({"a"})
    size = len(letter)
    if letter != letter[0] * size:
        return frozenset()
    following = set()
    for alphabet in (_ALPHABET, _OLD_ALPHABET):
        place = alphabet.find(letter[0])
        if 0 <= place < len(alphabet) - 1:
            following.add(alphabet[place + 1] * size)
        elif place >= 0:
            following.add(alphabet[0] * (size + 1))
    return frozenset(following)
