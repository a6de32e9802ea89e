"""Texts of an act that does not exist, as gazettes print them. For tests only."""

PORTUGUESE = """\
LEI N.º 1/2099
de 1 de Janeiro
LEI FICTÍCIA DAS NUVENS

O Parlamento Nacional decreta, nos termos do
artigo 95.º da Constituição, para valer como lei, o seguinte:

CAPÍTULO I
DISPOSIÇÕES GERAIS

Artigo 1.º
(Objeto)

A presente lei fictícia estabelece
as regras das nuvens, nos termos do
artigo 2.º do Código Fictício.

Artigo 2.º
Definições
1. Entende-se por:
a) «Nuvem», um objeto
que não existe;
b) «Vento», um ar:
i) que sopra;
ii) que não sopra.
2. Quem soprar é punido.

CAPÍTULO II
DAS PENAS

Artigo 3.º
Pena
O sopro é punido com uma tarde de chuva.

Artigo 3.º-A
(Revogado)

Artigo 4.º
Entrada em vigor
A presente lei nunca entra em vigor.

Aprovada em 1 de janeiro de 2099.
O Presidente do Parlamento Nacional,
"""

TETUM = """\
KAPÍTULU I
DISPOZISAUN JERÁL

Artigu 1
(Objetu)

Lei la loos ida-ne'e estabelese regra kona-ba kalohan.

Artigu 2
Definisaun
1. Kompriende hanesan:
a) «Kalohan», buat ne'ebé la iha;
b) «Anin», ar:
i) ne'ebé huu;
ii) ne'ebé la huu.
2. Ema ne'ebé huu hetan kastigu.

KAPÍTULU II
KASTIGU SIRA

Artigu 3
Kastigu
Huu hetan kastigu udan loraik ida.

Artigu 3-A
(Revogadu)

Artigu 4
Tama iha vigór
Lei ida-ne'e nunka tama iha vigór.
"""

IDS = [
    "chp_I",
    "chp_I__art_1",
    "chp_I__art_2",
    "chp_I__art_2__para_1",
    "chp_I__art_2__para_1__point_a",
    "chp_I__art_2__para_1__point_b",
    "chp_I__art_2__para_1__point_b__indent_i",
    "chp_I__art_2__para_1__point_b__indent_ii",
    "chp_I__art_2__para_2",
    "chp_II",
    "chp_II__art_3",
    "chp_II__art_3-A",
    "chp_II__art_4",
]
"""Of both texts."""
