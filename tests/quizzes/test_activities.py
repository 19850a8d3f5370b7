import pytest
from django.core.exceptions import ValidationError

from quizzes.models import QuizPage


def activity(**fields):
    return QuizPage(title="Quiz", **fields)


@pytest.mark.parametrize(
    ("fields", "is_fine"),
    [
        ({}, True),
        ({"requirement": "optional"}, True),
        ({"requirement": "one_of", "group": "uchast"}, True),
        ({"requirement": "one_of", "group": "  "}, False),
        ({"requirement": "required", "group": "uchast"}, False),
    ],
)
def test_a_group_is_named_exactly_where_it_means_something(fields, is_fine):
    try:
        activity(**fields).clean()
    except ValidationError as error:
        assert not is_fine and list(error.message_dict) == ["group"]
    else:
        assert is_fine


def test_records_know_an_activity_by_its_translation_key():
    page = activity()
    assert page.key == str(page.translation_key)
