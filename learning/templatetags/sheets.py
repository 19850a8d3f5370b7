"""Where visitors differ in a page that is drawn once for everybody: see `learning.sheets`.

While a sheet is drawn (`is_sheet` in the context) the tags leave marks. Otherwise, as in a preview, they take what
`visitor` in the context says: nothing there is a newcomer.
"""

from typing import NamedTuple

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.safestring import SafeString

from learning.sheets import BLANK, CLOSE, OPEN, WAY, Visitor, mark

register = template.Library()


def fact(name: str, key: object = "") -> str:
    return f"{name}:{key}" if key else name


def visitor_of(context: template.Context) -> Visitor:
    return context.get("visitor") or {}


@register.simple_tag(takes_context=True)
def blank(context: template.Context, name: str, key: object = "") -> str | SafeString:
    """{% blank "done" section.id %}: what the visitor's facts say, escaped. With `as` it is a value like any other."""
    if context.get("is_sheet"):
        return mark(f"{BLANK}{fact(name, key)}")
    return visitor_of(context).get(fact(name, key), "")


class Way(NamedTuple):
    name: list[FilterExpression]
    nodes: NodeList

    def fact(self, context: template.Context) -> str:
        return fact(*(word.resolve(context) for word in self.name)) if self.name else ""


class WhenNode(Node):
    def __init__(self, ways: list[Way]) -> None:
        self.ways = ways

    def render(self, context: template.Context) -> str:
        return self.marked(context) if context.get("is_sheet") else self.decided(context)

    def marked(self, context: template.Context) -> str:
        ways = [f"{mark(WAY + way.fact(context))}{way.nodes.render(context)}" for way in self.ways]
        return f"{mark(OPEN)}{''.join(ways)}{mark(CLOSE)}"

    def decided(self, context: template.Context) -> str:
        visitor = visitor_of(context)
        for way in self.ways:
            if not way.name or visitor.get(way.fact(context)):
                return way.nodes.render(context)
        return ""


@register.tag
def when(parser: Parser, token: Token) -> WhenNode:
    """{% when "done" section.id %}…{% or_when "here" section.id %}…{% otherwise %}…{% endwhen %}"""
    ways = []
    while token.contents != "endwhen":
        name = [parser.compile_filter(word) for word in token.split_contents()[1:]]
        nodes = parser.parse(("or_when", "otherwise", "endwhen"))
        ways.append(Way(name, nodes))
        token = parser.next_token()
    return WhenNode(ways)
