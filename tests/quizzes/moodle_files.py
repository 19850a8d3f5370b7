"""Files of Moodle XML to try, and their reading."""

import base64
import uuid

from quizzes.formats.moodle_xml import parse

from .pixels import png

NAMESPACE = uuid.UUID("9a4c4b4e-0f43-4f6f-8a0e-2f6f1c2d3e4f")
PNG = base64.b64encode(png()).decode()


def read(xml):
    return parse(xml if isinstance(xml, bytes) else xml.encode(), namespace=NAMESPACE)


def quiz(*questions):
    return '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>\n"


def question(type, inside="", name="Q", text="<p>Who?</p>"):
    return (
        f'<question type="{type}"><name><text>{name}</text></name>\n'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>\n{inside}\n</question>'
    )


def answer(fraction, text, feedback="", format="html", more=""):
    inside = f"<text>{text}</text><feedback format='html'><text>{feedback}</text></feedback>{more}"
    return f'<answer fraction="{fraction}" format="{format}">{inside}</answer>'


def only(xml):
    result = read(xml)
    assert [problem.message for problem in result.problems] == []
    (found,) = result.questions
    return found


def one(type, inside="", **fields):
    return only(quiz(question(type, inside, **fields))).definition


def fractions(definition):
    weighted = definition.body.accepted if hasattr(definition.body, "accepted") else definition.body.choices
    return [str(one.fraction.normalize()) for one in weighted]


RIGHT = answer(100, "Ann") + answer(0, "Bob")
