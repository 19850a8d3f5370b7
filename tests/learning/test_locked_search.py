"""A find in a course that locks lessons shows their goal, and nothing of what they hold."""

import pytest
from django.core.management import call_command
from django.utils import translation

from tests import cast


@pytest.mark.parametrize(("order", "is_shown"), [("free", True), ("in_turn", False)])
def test_a_search_shows_nothing_of_a_lesson_that_may_be_locked(client, db, order, is_shown):
    course = cast.make_course(order=order)
    with translation.override("en"):
        call_command("rebuild_modelsearch_index", verbosity=0)
        html = client.get("/en/search/", {"q": "Second"}).content.decode()
    assert "Second" in html and course.title in html
    assert ("the text." in html) == is_shown
