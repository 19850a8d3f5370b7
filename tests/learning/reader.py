"""Somebody who takes a course by what stands on its pages: follows links, fills in forms by the words beside fields.

Nothing here knows an id. Right answers come from the files of the course, as words, and are looked for on the page.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, SoupStrainer, Tag
from django.test import Client
from django.utils.html import strip_tags

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.question_types.base import Field

Sent = dict[str, list[str]]
# What a field of a question is to hold: a text, or the words of the choices.
Wish = tuple[str, str, list[str]]
Wishes = Callable[[QuestionDefinition], list[Wish]]
MAIN = SoupStrainer("main")
# Right nowhere, as a number and as a word.
NONSENSE = "918273645"


def squeezed(text: str) -> str:
    """Without the signs that keep words on one line, and without the spaces of the template."""
    return " ".join(text.replace("\N{WORD JOINER}", "").split())


def words_of(tag: Tag) -> str:
    return squeezed(tag.get_text())


class Reader:
    """A browser without scripts, kept to what a page offers: a form is sent with the fields it has."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def open(self, address: str) -> Tag:
        return main_of(self.client.get(address, follow=True))

    def send(self, form: Tag, more: Sent | None = None) -> Tag:
        """The page that follows."""
        return main_of(self.client.post(form["action"], {**untouched(form), **(more or {})}, follow=True))


def main_of(response) -> Tag:
    assert response.status_code == 200, f"{response.request['PATH_INFO']}: {response.status_code}"
    return BeautifulSoup(response.content, "html.parser", parse_only=MAIN)


def untouched(form: Tag) -> Sent:
    """What a browser sends of a form nobody filled in."""
    inputs = [tag for tag in form("input") if tag.get("type") not in ("radio", "checkbox") or tag.has_attr("checked")]
    return {tag["name"]: [tag.get("value", "")] for tag in inputs}


# --- questions ----------------------------------------------------------------------------------


def asked(question: QuestionDefinition) -> str:
    return squeezed(strip_tags(question.prompt.partition("</p>")[0]))


def answers(form: Tag, questions: list[QuestionDefinition], wishes: Wishes) -> Sent:
    """Every question of the form is one of the questions, and each of them is in the form."""
    known = {asked(question): question for question in questions}
    shown = {words_of(tag.select_one(".question__text")): tag for tag in form.select("fieldset.question")}
    assert not (strange := shown.keys() ^ known.keys()), strange
    return {name: values for text, tag in shown.items() for name, values in filled(tag, wishes(known[text]))}


def filled(question: Tag, wishes: list[Wish]) -> Iterator[tuple[str, list[str]]]:
    for label, text, chosen in wishes:
        if choices := question.select("label.choice"):
            yield choices[0].input["name"], [choice.input["value"] for choice in choices if words_of(choice) in chosen]
        elif selects := [tag for tag in question("select") if label_of(tag, question) == label]:
            yield selects[0]["name"], [option["value"] for option in selects[0]("option") if words_of(option) in chosen]
        else:
            yield question.select_one("input.input")["name"], [text]


def label_of(field: Tag, question: Tag) -> str:
    label = question.find("label", attrs={"for": field["id"]}) or question.find(id=f"{field['id']}-text")
    return words_of(label)


def right(question: QuestionDefinition) -> list[Wish]:
    return [wish(field, [option.text for option in field.options if option.is_chosen]) for field in solved(question)]


def wrong(question: QuestionDefinition) -> list[Wish]:
    """What is not right, wholly: of several choices all the others, in a list the entry before the right one."""
    return [wish(replace(field, value=NONSENSE), others(field, question)) for field in solved(question)]


def solved(question: QuestionDefinition) -> tuple[Field, ...]:
    kind = question_types.get(question.type)
    answer = kind.right_answer(question)
    return kind.fields(question, kind.choice_ids(question), kind.raw(question, answer))


def others(field: Field, question: QuestionDefinition) -> list[str]:
    texts = [option.text for option in field.options]
    if question.type in ("matching", "ordering"):
        (place,) = (place for place, option in enumerate(field.options) if option.is_chosen)
        return [texts[place - 1]]
    found = [option.text for option in field.options if not option.is_chosen]
    return found if question.type == "multiple_choice" else found[:1]


def wish(field: Field, chosen: list[str]) -> Wish:
    return squeezed(field.label), field.value, [squeezed(text) for text in chosen]
