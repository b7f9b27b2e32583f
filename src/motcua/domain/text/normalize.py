"""Keys under which differently typed Vietnamese texts are the same.

Old records, scanners and keyboards spell one name in many ways: decomposed letters, Ð (Icelandic
eth) for Đ, hard spaces, `hoà` beside `hòa`. Everything that stores or compares text passes here.
"""

import re
import unicodedata

# Letters that look like Đ but are other code points: U+00D0/U+00F0 (eth), U+0189/U+0256 (African D).
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´′"))
_COMBINING = dict.fromkeys(range(0x0300, 0x0370))
_FOLD = _COMBINING | _APOSTROPHES | {ord("đ"): "d"}
# A dot or hyphen between digits belongs to a code (1.013225, 260901-0001).
_BETWEEN_WORDS = re.compile(r"(?:(?!(?<=\d)[.-](?=\d))[\W_])+")

# The five written tones in dictionary order: huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_TONE_MARKS = dict.fromkeys(map(ord, _TONES))
# ă, â, đ, ê, ô, ơ, ư come after their plain letter and before the next one.
_ALPHABET = str.maketrans({"ă": "a~", "â": "a~~", "đ": "d~", "ê": "e~", "ô": "o~", "ơ": "o~~", "ư": "u~"})


def clean(text: str) -> str:
    """Return a text as it should be stored: NFC, real Đ, single plain spaces, nothing invisible."""
    return " ".join(_visible(text).split())


def clean_lines(text: str) -> str:
    """Return a text of several lines cleaned line by line, without blank lines at its ends."""
    lines = _visible(text).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


def search_key(text: str) -> str:
    """Return the words of a text in lower case without any mark, joined by single spaces.

    `hoà`, `Hòa` and `HOA` share a key; `H'Hoa` becomes `hhoa`; punctuation parts words except
    inside numbers and codes.
    """
    return _BETWEEN_WORDS.sub(" ", fold(text)).strip()


def fold(text: str) -> str:
    """Return a text in lower case without marks and apostrophes, its punctuation kept."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES).translate(_INVISIBLE))
    return unicodedata.normalize("NFKD", decomposed.casefold()).translate(_FOLD)


def initials(text: str) -> str:
    """Return the first letter of every word, without marks: `Giấy phép xây dựng` gives `gpxd`."""
    return "".join(word[0] for word in search_key(text).split())


def name_key(name: str) -> str:
    """Return a key equal for two spellings of one name that differ only in case, in the code
    points used or in the position of the tone mark, and different as soon as a mark differs.
    """
    return " ".join(_syllable_key(word) for word in _name_words(name))


def name_sort_key(name: str) -> str:
    """Return a key that sorts by given name (the last word), then by the words before it.

    Compared by code point it gives the order of Vietnamese dictionaries: letters first
    (a ă â b c d đ …), then the tones ngang, huyền, hỏi, ngã, sắc, nặng.
    """
    words = _name_words(name)
    return " ".join(_syllable_key(word) for word in [*words[-1:], *words[:-1]])


def _visible(text: str) -> str:
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.translate(_LOOKALIKES).translate(_INVISIBLE)))


def _name_words(name: str) -> list[str]:
    lowered = clean(name).casefold().translate(_APOSTROPHES)
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", lowered)).split()


def _syllable_key(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "0")
    letters = unicodedata.normalize("NFC", decomposed.translate(_TONE_MARKS))
    return letters.translate(_ALPHABET) + tone
