"""What a question of ours says and Moodle's XML has no element for stands in elements of our own.

    <extra name="source">№ 280/97-ВР, ст. 26</extra>
    <extra name="scoring">all-or-nothing</extra>

Moodle passes over them.
"""

from html import escape

from .tree import Node

NAMES = ("source", "scoring", "advice", "choices", "untitled")


def read_extras(question: Node) -> dict[str, str]:
    return {extra.attributes.get("name", ""): extra.said for extra in question.all("extra")}


def write_extra(name: str, value: str) -> str:
    return f'    <extra name="{name}">{escape(value, quote=False)}</extra>\n' if value else ""
