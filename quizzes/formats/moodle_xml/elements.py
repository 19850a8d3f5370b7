"""The XML of elements, as Moodle's own export writes them."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from quizzes.formats.results import EmbeddedFile

from .decoding import CDATA, CDATA_END, UNWANTED


def text(raw: str) -> str:
    """`<text>`, in CDATA where there is markup."""
    return f"<text>{cdata(raw)}</text>"


def cdata(raw: str) -> str:
    raw = UNWANTED.sub("", raw)
    if not any(sign in raw for sign in "<>&"):
        return raw
    return f"{CDATA}{raw.replace(CDATA_END, f']]{CDATA_END}{CDATA}>')}{CDATA_END}"


def plain_format(raw: str) -> str:
    """Plain text that a reader of HTML could misread says that it is plain."""
    return "plain_text" if any(sign in raw for sign in "<&\n") else "html"


def plain(tag: str, raw: str, more: str = "") -> str:
    return f'    <{tag} format="{plain_format(raw)}">{text(raw)}{more}</{tag}>\n'


def html(tag: str, raw: str, files: Iterable[EmbeddedFile] = ()) -> str:
    return f'    <{tag} format="html">{text(raw)}{"".join(map(file, files))}</{tag}>\n'


def file(one: EmbeddedFile) -> str:
    path, _slash, name = one.name.rpartition("/")
    where = f"/{path}/" if path else "/"
    data = b64encode(one.data).decode()
    return f'\n<file name="{escape(name)}" path="{escape(where)}" encoding="base64">{data}</file>\n'


def value(tag: str, raw: str) -> str:
    return f"    <{tag}>{escape(UNWANTED.sub('', raw), quote=False)}</{tag}>\n"


def category(path: str) -> str:
    inside = f"    <category>{text(' '.join(path.split()))}</category>\n"
    return f'  <question type="category">\n{inside}  </question>\n'
