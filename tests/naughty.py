"""Words that have broken programs elsewhere, by what they break."""

NAUGHTY: dict[str, str] = {
    # Markup and the languages inside it.
    "script": "<script>alert('x')</script>",
    "closing tags": "</textarea></dd></dl></form></body></html>",
    "attribute": '" autofocus onfocus=alert(1) x="',
    "entity": "&lt;b&gt; &amp;amp; &#0; &#x202e; &nbsp;",
    "comment": "<!-- --> <![CDATA[ ]]> <?xml ?>",
    "template": "{{ answers }} {% include 'x' %} {# #} ${7*7} #{7*7} <%= 7*7 %>",
    "address": "javascript:alert(1) data:text/html,<b>x</b> //evil.example/%2e%2e/",
    # Databases, shells, formats.
    "query": "'; DELETE FROM reports_report; -- \\' \" %27 ` ",
    "pattern": "%s %d %(story)s %n {0} {story} {0.__class__} \\1 $& (a+)+$",
    "shell": "$(reboot) `reboot` | reboot; && ../../../../etc/passwd",
    "formula": '=HYPERLINK("http://evil.example") +1+1 @SUM(A1) -2',
    "json": '{"answers": {"danger": "yes"}} \\u0000 \\ud800 null NaN true',
    "header": "x%0d%0aSet-Cookie: a=b",
    "mail": "\n.\nRCPT TO:<x@y.example>\n",
    # Numbers and words that are taken for something else.
    "nothing": "null undefined None nil NaN Infinity -0 0x0 1e309 true false",
    "digits of other scripts": "١٢٣ १२३ ３４５ ²³ ½ Ⅷ",
    # Directions.
    "override": "safe \u202etxt.exe\u202c after",
    "override that never ends": "\u202e\u202d\u202b\u2067\u2066 never closed",
    "isolates": "\u2066a\u2069\u2069\u2069 \u2067b\u2068c",
    "marks": "\u200e\u200f\u061c both ways",
    "right to left": "مرحبا بالعالم 12 (שלום) done",
    # What cannot be seen, or hardly.
    "zero width": "a\u200bb\u200cc\u200dd\u2060e\ufefff",
    "soft hyphen": "traf\u00adfick\u00ading\u034f\u115f\u3164",
    "blanks": "\u00a0 \u2003 \u3000 \u205f \u1680 ends with blanks  \t ",
    "line ends": "one\u2028two\u2029three\x85four\x0bfive\x0csix",
    "tags": "a flag \U0001f3f4\U000e0067\U000e0062\U000e007f in tags",
    # Control characters: of the first thirty-two, and the later ones.
    "null": "before\0after\0\0 the null",
    "bell": "\x07\x08\x1b[31mred\x1b[0m \x1a \x7f",
    "later controls": "\x80\x81\x9b31m\x9f red \x85 line",
    # Letters that pile up, join, or are more than one code point.
    "piled up": "z" + "\u0301\u0327\u0489" * 40 + " a\u0316\u0317",
    "composed twice": "Cafe\u0301 Caf\u00e9 \ufb01 \u212b \u1e9e",
    "folding": "İstanbul ıI ß ſ ΣΑΣ ǆ",
    "long ligature": "\ufdfd \ufdfa one sign, many letters",
    "scripts": "ਤੁਸੀਂ ትግርኛ ไทย ខ្មែរ မြန်မာ ꦗꦮ 日本語 한국어",
    "outside the first plane": "𝒯𝓇𝒶𝒻 𐐷 𠜎𠜱 🂡 𒀀",
    # Emoji.
    "family": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏿 1️⃣ 🇹🇱",
    "one half of a flag": "🇹 and \u200d and \ufe0f alone",
    # Code points that are no characters.
    "no characters": "\ufffe\uffff\U0001ffff\ufdd0 \ufffd no character",
    "private use": "\ue000\uf8ff\U000f0000\U0010ffff of nobody",
    # Long things without a place to break.
    "one long word": "w" * 3_000,
    "many line ends": "\n" * 500 + "end",
}
"""Names of categories, and an example of each with at least ten characters."""

EMOJI = "".join(chr(0x1F600 + n % 80) for n in range(20_000))
"""As many as fit into a story."""
