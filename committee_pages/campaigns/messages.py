"""How many SMS a text takes (3GPP TS 23.038): they cost money, each."""

_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE = frozenset("^{}\\[~]|€\f")  # each takes two places
_PLAIN_PLACES = (160, 153)  # in one SMS, and in each of several
_OTHER_PLACES = (70, 67)


def sms_needed(text: str) -> int:
    """The number of SMS. One ’ or á is enough to make places for 70 characters out of 160."""
    if not text:
        return 0
    if set(text) <= _PLAIN | _TWICE:
        length = len(text) + sum(letter in _TWICE for letter in text)
        alone, of_several = _PLAIN_PLACES
    else:
        length, (alone, of_several) = len(text.encode("utf-16-be")) // 2, _OTHER_PLACES
    return 1 if length <= alone else -(-length // of_several)
