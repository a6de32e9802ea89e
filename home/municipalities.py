"""The fourteen parts of the country, by the codes of INTL 2024 (`NewMunCode`)."""

MUNICIPALITIES: dict[str, str] = {
    "tl-01": "Aileu",
    "tl-02": "Ainaro",
    "tl-03": "Ataúro",
    "tl-04": "Baucau",
    "tl-05": "Bobonaro",
    "tl-06": "Covalima",
    "tl-07": "Dili",
    "tl-08": "Ermera",
    "tl-09": "Lautém",
    "tl-10": "Liquiçá",
    "tl-11": "Manatuto",
    "tl-12": "Manufahi",
    "tl-13": "Oé-Cusse Ambeno",
    "tl-14": "Viqueque",
}
"""Names as they are written in all four languages. The same codes as in the tip form."""
