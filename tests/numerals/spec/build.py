"""Write quantities.yaml: surfaces in frames with the readings that the contract demands.

What is expected is worked out here from the parts of each surface, with plain fractions, and never by
the reader under test.  Run ``python tests/numerals/spec/build.py`` after a change.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import cycle
from pathlib import Path

TARGET = Path(__file__).with_name("quantities.yaml")

FRAMES = cycle(
    [
        "云溪市中职学校共有⟦⟧，居前列",
        "本学年合计⟦⟧。",
        "其中公办学校⟦⟧；其余为民办",
        "（青禾县⟦⟧）",
        "各校平均为 ⟦⟧，均达标",
        "⟦⟧",
        "经统计，全县办有⟦⟧。此外",
    ]
)
# printed digits: value, digits behind the point
PLAIN = {
    "13": ("13", 0),
    "0": ("0", 0),
    "100": ("100", 0),
    "35995": ("35995", 0),
    "1,234": ("1234", 0),
    "1,234.56": ("1234.56", 2),
    "３２０": ("320", 0),
    "１２．５": ("12.5", 1),
    "0.06": ("0.06", 2),
    "97. 25": ("97.25", 2),
    "3 256": ("3256", 0),
    "20.0": ("20.0", 1),
    "12 345.6": ("12345.6", 1),
}
# printed unit: power of ten or share factor, canonical unit, whole numbers are exact, belongs to the numeral
UNITS = {
    "人": (1, "人", True),
    "名": (1, "名", True),
    "所": (1, "所", True),
    "项": (1, "项", True),
    "门": (1, "门", True),
    "个": (1, "个", True),
    "册": (1, "册", True),
    "课时": (1, "课时", True),
    "人次": (1, "人次", True),
    "家": (1, "家", True),
    "台": (1, "台", True),
    "人日": (1, "人日", True),
    "平方米": (1, "平方米", False),
    "元": (1, "元", False),
    "亩": (1, "亩", False),
    "吨": (1, "吨", False),
    "Mbps": (1, "Mbps", False),
    "元/生": (1, "元/生", False),
    "万元": (10**4, "元", False),
    "亿元": (10**8, "元", False),
    "万册": (10**4, "册", False),
    "万人次": (10**4, "人次", False),
    "万平方米": (10**4, "平方米", False),
    "亿千瓦时": (10**8, "千瓦时", False),
    "%": (1, "%", False),
    "‰": (1, "‰", False),
    "成": (10, "%", False),
    "倍": (100, "%", False),
}
# hedge in front: what it is, class asked
BEFORE = {
    "约": "approx",
    "近": "near",
    "将近": "near",
    "超过": "gt",
    "超": "gt",
    "逾": "gt",
    "不足": "lt",
    "不到": "lt",
    "不少于": "ge",
    "至少": "ge",
    "不低于": "ge",
    "不超过": "le",
    "≥": "ge",
    "≤": "le",
    "约为": "approx",
    "超过了": "gt",
}
ASKED = {"不少于", "至少", "不低于", "不超过", "≥", "≤"}
BEHIND = {"以上": "ge", "及以上": "ge", "以内": "le", "左右": "approx", "以下": "le"}
CHINESE = {
    "两": ("2", 0),
    "三": ("3", 0),
    "六": ("6", 0),
    "十二": ("12", 0),
    "二十": ("20", 1),
    "三十五": ("35", 0),
    "一百二十": ("120", 1),
    "一百零五": ("105", 0),
    "三百": ("300", 2),
    "两千": ("2000", 3),
    "一千零二十": ("1020", 1),
    "两千三百": ("2300", 2),
}
SEVERAL = {
    "数十": (20, 100),
    "数百": (200, 1000),
    "几十": (20, 100),
    "十几": (11, 20),
    "二十几": (21, 30),
    "七八": (7, 8),
    "三四十": (30, 40),
}
CHINESE_UNITS = ("人", "所", "名", "个", "项", "支", "场", "家")


def plain(value: Fraction) -> str:
    """Return an exact decimal without exponent or trailing zeros."""
    sign, value = ("-" if value < 0 else ""), abs(value)
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole = str(int(value * 10**digits)).rjust(digits + 1, "0")
    if not digits:
        return sign + whole
    return sign + (whole[:-digits] + "." + whole[-digits:]).rstrip("0").rstrip(".")


def bounds(
    value: Fraction, decimals: int, hedge: str, exact: bool, zeros: int
) -> tuple[Fraction | None, Fraction | None]:
    """Return the interval before scaling: rounded and truncated, or what the hedge opens."""
    last = Fraction(1, 10**decimals)
    step = last if decimals else Fraction(10**zeros)
    return {
        "": (value, value) if exact else (value - last / 2, value + last),
        "approx": (value - step, value + step),
        "near": (value - step, value),
        "gt": (value, None),
        "ge": (value, None),
        "lt": (None, value),
        "le": (None, value),
    }[hedge]


def zeros_of(value: Fraction) -> int:
    """Return how many zeros a whole number ends with."""
    count = 0
    while value and value % 10 ** (count + 1) == 0:
        count += 1
    return count


def reading(
    raw: str, value: Fraction, decimals: int, unit: str, hedge: str, zeros: int | None = None
) -> list[str | None]:
    """Return raw, value, unit, canonical value, canonical unit, low, high, hedge."""
    factor, canonical, counted = UNITS.get(unit, (1, unit, True))
    exact = counted and decimals == 0
    low, high = bounds(value, decimals, hedge, exact, zeros_of(value) if zeros is None else zeros)
    ends = [None if end is None else plain(end * factor) for end in (low, high)]
    named = {"near": "approx", "": None}.get(hedge, hedge)
    return [raw, plain(value), unit, plain(value * factor), canonical, *ends, named]


def case(before: str, raw: str, cls: str, read: list[str | None] | None) -> dict[str, object]:
    """Return one case: the text with its raw in a frame, the class, the reading."""
    frame = next(FRAMES)
    left, right = frame.split("⟦⟧")
    return {"text": f"{left}{before}⟦{raw}⟧{right}", "class": cls, "read": read}


def kind(unit: str, hedge: str) -> str:
    """Return the class of a plain figure."""
    return "threshold" if hedge in ASKED else "quantity"


def cases() -> list[dict[str, object]]:
    """Return all generated cases."""
    made = []
    for digits, (printed, decimals) in PLAIN.items():
        for unit in UNITS:
            for gap in ("", " "):
                if (gap and unit in "%‰") or (gap and digits not in {"13", "1,234.56", "97. 25"}):
                    continue
                raw = digits + gap + unit
                made.append(case("", raw, "quantity", reading(raw, Fraction(printed), decimals, unit, "")))
    for hedge, name in BEFORE.items():
        for unit in UNITS:
            for digits, decimals in (("500", 0), ("3.8", 1)):
                raw = digits + unit
                made.append(case(hedge, raw, kind(unit, hedge), reading(raw, Fraction(digits), decimals, unit, name)))
    for hedge, name in BEHIND.items():
        for unit in ("人次", "万元", "%", "所", "万册"):
            raw = f"30{unit}{hedge}"
            made.append(case("", raw, "quantity", reading(raw, Fraction(30), 0, unit, name)))
    for inner in ("余", "多"):
        for unit in ("人", "名", "项", "册", "家", "万元", "万人次"):
            scale, rest = (unit[0], unit[1:]) if unit[0] == "万" else ("", unit)
            for raw in (f"260{inner}{unit}", f"260{scale}{inner}{rest}", f"260 {inner}{unit}"):
                made.append(case("", raw, "quantity", reading(raw, Fraction(260), 0, unit, "gt")))
    for digits, (printed, zeros) in CHINESE.items():
        for unit in CHINESE_UNITS:
            raw = digits + unit
            made.append(case("", raw, "quantity", reading(raw, Fraction(printed), 0, unit, "", zeros)))
        for hedge in ("近", "约", "超过"):
            raw = digits + "人"
            made.append(case(hedge, raw, "quantity", reading(raw, Fraction(printed), 0, "人", BEFORE[hedge], zeros)))
    for digits, (low, high) in SEVERAL.items():
        for unit in CHINESE_UNITS[:4]:
            raw = digits + unit
            made.append(case("", raw, "quantity", [raw, None, unit, None, unit, str(low), str(high), "approx"]))
    for digits, share in (("五", 5), ("九十五", 95), ("十二", 12), ("一百", 100)):
        raw = "百分之" + digits
        made.append(case("", raw, "quantity", reading(raw, Fraction(share), 0, "%", "")))
    for low, high, unit in ((8, 10, "名"), (30, 40, "%"), (2, 3, "项"), (50, 60, "万元"), (100, 300, "人次")):
        factor, canonical, _ = UNITS[unit]
        for to in ("-", "—", "～", "至", " - "):
            raw = f"{low}{to}{high}{unit}"
            ends = [str(low * factor), str(high * factor)]
            made.append(case("", raw, "quantity", [raw, None, unit, None, canonical, *ends, None]))
    for verb in (
        "增加",
        "增长",
        "减少",
        "下降",
        "提高",
        "降低",
        "上升",
        "净增",
        "增加了",
        "高出",
        "较上年多",
        "比去年少",
    ):
        for digits, unit in (("22", "人"), ("12.5", "%"), ("1", "倍"), ("3", "所")):
            decimals = len(digits.partition(".")[2])
            made.append(
                case(verb, digits + unit, "change", reading(digits + unit, Fraction(digits), decimals, unit, ""))
            )
    for left, right in (("15.5", "1"), ("17", "1"), ("16.02", "1")):
        for colon in (":", "：", ": ", " : "):
            raw = f"{left}{colon}{right}"
            read = reading(raw, Fraction(left), len(left.partition(".")[2]), ":1", "")
            if "." not in left:
                read[5:7] = [plain(Fraction(left) - Fraction(1, 2)), plain(Fraction(left) + 1)]
            else:
                read[5:7] = [
                    plain(end) for end in bounds(Fraction(left), len(left.partition(".")[2]), "", False, 0) if end
                ]
            made.append(case("", raw, "ratio", read))
    return made


def written() -> str:
    """Return the file's text: one case a line."""

    def quoted(value: object) -> str:
        return "null" if value is None else "'" + str(value).replace("'", "''") + "'"

    lines = [
        "# Written by build.py.  text: raw between ⟦ and ⟧",
        "# read: raw, value, unit, canonical value, canonical unit, low, high, hedge",
    ]
    for made in cases():
        read = ", ".join(quoted(part) for part in made["read"] or ())  # type: ignore[attr-defined]
        lines.append(f"- {{text: {quoted(made['text'])}, class: {made['class']}, read: [{read}]}}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8", newline="\n")
