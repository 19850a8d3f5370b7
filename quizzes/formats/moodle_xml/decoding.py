"""The bytes of an XML file to text that expat bears, line for line the same."""

import codecs
import re
from html.entities import html5
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from quizzes.formats.encoding import NotUtf8, message_for

DECLARATION = re.compile(rb"""\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
PROLOGUE = re.compile(r"\A\s*<\?xml\b[^>]{0,500}\?>")
# By Python's names. No encoding that is more than a table of letters: such ones can blow up.
LETTERS = re.compile(r"utf-8|utf-16(-le|-be)?|ascii|iso8859-\d{1,2}|cp\d{3,4}|koi8-[rut]|mac-cyrillic")
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
CDATA, CDATA_END = "<![CDATA[", "]]>"


def decoded(data: bytes) -> str:
    """Text without its XML declaration. Raises NotUtf8."""
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = message_for(data) if encoding == "utf-8-sig" else unreadable(encoding)
        raise NotUtf8(data[: error.start].count(b"\n") + 1, message) from None
    return repaired(PROLOGUE.sub(lambda match: "\n" * match[0].count("\n"), text.removeprefix("\ufeff")))


def encoding_of(data: bytes) -> str:
    """A byte order mark is stronger than what the file declares; without both it is UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = DECLARATION.match(data)
    if not declared or data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return known(declared[1].decode("ascii"))


def known(name: str) -> str:
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        encoding = ""
    if not LETTERS.fullmatch(encoding):
        raise NotUtf8(1, unreadable(name))
    # A file whose declaration can be read byte by byte is not in UTF-16, whatever it says.
    return "utf-8-sig" if encoding.startswith("utf") else encoding


def unreadable(name: str) -> str:
    return _("The file cannot be read as “%(encoding)s”. Save it anew as UTF-8.") % {"encoding": name}


def repaired(text: str) -> str:
    """Without characters that XML forbids, and with HTML's entities (`&nbsp;`) as characters: tools that write XML by
    hand forget both. What stands in CDATA is left alone."""
    text, parts, place = UNWANTED.sub("", text), [], 0
    while (start := text.find(CDATA, place)) >= 0 and (end := text.find(CDATA_END, start)) >= 0:
        parts += [ENTITY.sub(character, text[place:start]), text[start:end]]
        place = end
    return "".join([*parts, ENTITY.sub(character, text[place:])])


def character(match: re.Match[str]) -> str:
    found = html5.get(f"{match[1]};")
    return match[0] if match[1] in OF_XML or found is None else escape(found)
