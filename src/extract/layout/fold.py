"""Compatibility forms of ideographs → the ordinary characters, one for one.

Some PDF writers map a glyph to the radical or compatibility form that looks like it (⻚ for 页,
⽂ for 文), and a search for the ordinary word then finds nothing.
"""

from __future__ import annotations

import unicodedata

# Unicode's EquivalentUnifiedIdeograph for U+2E81–2EF3; the other forms decompose by NFKC.
RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿"
    "⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
ORDINARY = (
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑𫜹忄㣺扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔癶示礻竹糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉臼艹艹"
    "艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
FORMS = (range(0x2F00, 0x2FD6), range(0xF900, 0xFAFF), range(0x2F800, 0x2FA1E))


def _table() -> dict[int, str]:
    table = dict(zip(map(ord, RADICALS), ORDINARY, strict=True))
    for forms in FORMS:
        for code in forms:
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    return table | {ord("⼾"): "户"}  # fonts for simplified characters have one sign for both


TABLE = _table()


def fold(text: str) -> str:
    """Return ``text`` with compatibility forms of ideographs folded; as long as before."""
    return text.translate(TABLE)
