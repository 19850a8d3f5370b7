from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from quizzes.pictures import shown

register = template.Library()

INSIDE = "pictures_are_shown_outside"


@register.tag("pictures")
def do_pictures(parser: Any, token: Any) -> "PicturesNode":
    nodes = parser.parse(("endpictures",))
    parser.delete_first_token()
    return PicturesNode(nodes)


class PicturesNode(template.Node):
    """What stands inside, with the pictures of questions drawn: two queries for all of them.

    A template of one question has this tag, so that no picture is ever forgotten; where there are many questions, the
    tag around them draws the pictures of all at once, and those within leave it to that one.
    """

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        if context.get(INSIDE):
            return self.nodelist.render(context)
        with context.push(**{INSIDE: True}):
            # Rendered by our own templates: it was safe before.
            return mark_safe(shown(self.nodelist.render(context)))  # noqa: S308
