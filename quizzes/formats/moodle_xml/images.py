"""The picture of a question in Moodle 1.9: `<image>` names it, `<image_base64>` holds it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from quizzes.picture_tags import reference

from .tree import Node


def with_old_image(question: Node, notice: Callable[[int, str], None]) -> None:
    """Put the picture where newer files have it: below the question's text, which becomes HTML."""
    image, data, text = question.child("image"), question.child("image_base64"), question.child("questiontext")
    if not image or not image.said:
        return
    if not data or not data.said or not text:
        notice(image.line, _("The picture “%(name)s” is not in the file.") % {"name": image.said})
        return
    name = image.said.replace("/", "_")
    text.content.append(Node("file", {"name": name, "path": "/"}, data.line, [data.said]))
    (text.child("text") or text).content.append(f"\n{reference(name, None)}")
