"""Bar codes as SVG: Code 128 for the scanner at the desk, QR for phones (R-B4)."""

from collections.abc import Iterator
from io import BytesIO

import segno

QUIET_ZONE = 10
HEIGHT = 30  # Of a pixel each, like the narrowest bar: 0.26 mm on paper.

# Widths of bars and spaces of each of the 103 values, then of Start B, Start C and Stop (ISO/IEC 15417).
PATTERNS = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
    "2331112",
]
CODE_C, CODE_B = 99, 100
START_B, START_C, STOP = 104, 105, 106


def qr_svg(text: str) -> str:
    """Return a QR code with 15 % error correction."""
    return _svg_of_qr(segno.make_qr(text, error="m", boost_error=False))


def code128_svg(text: str) -> str:
    """Return a Code 128 of printable ASCII, runs of digits packed in pairs."""
    values = list(_values(text))
    checksum = (values[0] + sum(place * value for place, value in enumerate(values[1:], 1))) % 103
    position, path = QUIET_ZONE, []
    for value in (*values, checksum, STOP):
        for place, width in enumerate(map(int, PATTERNS[value])):
            if place % 2 == 0:
                path.append(f"M{position} 0h{width}v{HEIGHT}h-{width}z")
            position += width
    size = position + QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{HEIGHT}">'
        f'<path d="{"".join(path)}"/></svg>'
    )


def _values(text: str) -> Iterator[int]:
    if not text or not all(" " <= letter <= "~" for letter in text):
        raise ValueError(f"Code 128 B holds printable ASCII only, not {text!r}")
    packed = _digits_at(text, 0) >= 4
    yield START_C if packed else START_B
    place = 0
    while place < len(text):
        run = _digits_at(text, place)
        if packed and run < 2:
            yield CODE_B
            packed = False
        elif not packed and run >= 4 and run % 2 == 0:
            yield CODE_C
            packed = True
        if packed:
            yield int(text[place : place + 2])
            place += 2
        else:
            yield ord(text[place]) - 32
            place += 1


def _digits_at(text: str, start: int) -> int:
    run = text[start:]
    return len(run) - len(run.lstrip("0123456789"))


def _svg_of_qr(code: segno.QRCode) -> str:
    buffer = BytesIO()
    code.save(buffer, kind="svg", xmldecl=False, border=2, omitsize=True)
    return buffer.getvalue().decode()
