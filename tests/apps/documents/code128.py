"""A scanner's view of our SVG bars, through an independent reader."""

import re

import zxingcpp
from PIL import Image, ImageDraw

WIDTH = re.compile(r'width="(\d+)"')
BAR = re.compile(r"M(\d+) 0h(\d+)")


def read_code128(svg: str) -> str | None:
    """Return what is read from the bars of an SVG, or nothing."""
    width = int(WIDTH.findall(svg)[0])
    picture = Image.new("L", (width * 3, 60), "white")
    draw = ImageDraw.Draw(picture)
    for start, length in BAR.findall(svg):
        left = int(start) * 3
        draw.rectangle((left, 0, left + int(length) * 3 - 1, 59), fill="black")
    found = zxingcpp.read_barcode(picture)
    return found.text if found else None
