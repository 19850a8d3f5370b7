"""The bytes of a text file to text: UTF-8, with or without a byte order mark, and any line ends."""

from django.utils.translation import gettext as _


class NotUtf8(ValueError):
    """The file is in another encoding; `line` is where that shows, `str()` a sentence for the trainer."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(data[: error.start].count(b"\n") + 1, message_for(data)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def message_for(data: bytes) -> str:
    """What to do; the usual suspects are named."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _("The file is in UTF-16. Save it anew as UTF-8.")
    if is_windows_1251(data):
        return _("The file is not in UTF-8: it looks like Windows-1251. Save it anew as UTF-8.")
    return _("The file is not in UTF-8. Save it anew as UTF-8.")


def is_windows_1251(data: bytes) -> bool:
    """Most of what is not ASCII are letters of the Cyrillic alphabet there."""
    others = [byte for byte in data[:100_000] if byte > 0x7F]
    letters = sum(byte >= 0xC0 or byte in b"\xa5\xaa\xaf\xb2\xb3\xb4\xba\xbf\xa8\xb8" for byte in others)
    return bool(others) and letters > len(others) * 0.7
