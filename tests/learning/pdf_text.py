"""The words of a PDF that typst made, as a reader's search or a screen reader finds them.

Only what typst writes: numbered objects in the open, flate streams, two-byte glyphs with a ToUnicode map.
"""

import re
import zlib

ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# Choose a font; show strings with kerning between them; show one string.
OPERATORS = re.compile(rb"/(f\d+) [\d.]+ Tf|\[(\(.*?)\]TJ|(\((?:\\.|[^\\])*?\))Tj", re.DOTALL)
TOKENS = re.compile(rb"\\[0-7]{3}|\\.|.", re.DOTALL)


def pdf_text(pdf: bytes) -> str:
    """The text of all pages in the order it is written, lines not parted. A glyph without a letter is U+FFFD."""
    fonts = {name: glyph_map(pdf, number) for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", pdf)}
    return "".join(page_text(page, fonts) for page in streams(pdf) if b" Tf" in page and b"begincmap" not in page)


def streams(pdf: bytes) -> list[bytes]:
    found = re.finditer(rb"/FlateDecode[^\0]{0,40}?>>\s*stream\r?\n", pdf)
    return [zlib.decompressobj().decompress(pdf[match.end() :]) for match in found]


def glyph_map(pdf: bytes, font: bytes) -> dict[bytes, str]:
    font_object = re.search(rb"\n%b 0 obj(.*?)endobj" % font, pdf, re.DOTALL)[1]
    number = re.search(rb"/ToUnicode (\d+) 0 R", font_object)[1]
    start = re.search(rb"\n%b 0 obj.*?stream\r?\n" % number, pdf, re.DOTALL).end()
    cmap = zlib.decompressobj().decompress(pdf[start:])
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", cmap.split(b"endcodespacerange")[1])
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def page_text(page: bytes, fonts: dict[bytes, dict[bytes, str]]) -> str:
    text, glyphs = "", {}
    for font, kerned, plain in OPERATORS.findall(page):
        glyphs = fonts[font] if font else glyphs
        text += "".join(glyphs.get(code, "\ufffd") for code in codes(kerned or plain))
    return text


def codes(shown: bytes) -> list[bytes]:
    """The two-byte codes of `(..) 43 (..)`: strings between kerning. A pair of brackets inside needs no escape."""
    raw, depth = b"", 0
    for token in TOKENS.findall(shown):
        depth -= token == b")"
        raw += unescaped(token) if depth else b""
        depth += token == b"("
    return [raw[at : at + 2] for at in range(0, len(raw), 2)]


def unescaped(token: bytes) -> bytes:
    if not token.startswith(b"\\"):
        return token
    return bytes([int(token[1:], 8)]) if len(token) == 4 else ESCAPES.get(token[1:], token[1:])
