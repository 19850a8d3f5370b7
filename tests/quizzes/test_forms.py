import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape

from quizzes.forms import bound_check, bound_questions, field_name, read_answers
from quizzes.layout import make_layout
from quizzes.question_types.matching import token
from quizzes.reviews import review_question

from .samples import RIGHT_ANSWERS, SAMPLES, numeric, ordering, post, quiz, reflection, short, single, type_of

each = pytest.mark.parametrize("question", SAMPLES.values(), ids=SAMPLES)


def bind(question, answer=None, **options):
    definition = quiz(question)
    answers = {} if answer is None else {question.id: answer}
    return bound_questions(definition, make_layout(definition, 1), answers, **options)[0]


def draw(bound):
    return render_to_string("quizzes/questions/question.html", {"bound": bound})


def posted_by(html):
    """What a browser would send of a drawn question."""
    data = {}
    for name, value, rest in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"([^>]*)>', html):
        if "checked" in rest or 'type="radio"' not in html and 'type="checkbox"' not in html or name.startswith("was-"):
            data.setdefault(name, []).append(value)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html):
        data[name] = re.findall(r'value="([^"]*)" selected', options) or [""]
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', html, re.DOTALL):
        data[name] = [value]
    return post(data)


@each
def test_a_drawn_answer_comes_back_as_it_was(question):
    html = draw(bind(question, RIGHT_ANSWERS[question.id]))
    assert read_answers([question], posted_by(html)) == ({question.id: RIGHT_ANSWERS[question.id]}, {})


@each
def test_an_untouched_form_comes_back_blank(question):
    assert read_answers([question], posted_by(draw(bind(question)))) == ({question.id: None}, {})


@each
def test_the_form_tells_nothing_of_the_key(question):
    html = draw(bind(question))
    for secret in ("feedback", "fraction", "Not this", "Yes.", "Right.", "You said", "Close.", "Nearly.", "starosta"):
        assert secret not in html


def test_the_accepted_answers_are_not_in_the_form():
    assert "староста" not in draw(bind(short()))
    assert "10" not in re.sub(r'maxlength="\d+"', "", draw(bind(numeric())))


def test_no_row_of_a_matching_form_differs_from_the_others():
    selects = re.findall(r"<select.*?>(.*?)</select>", draw(bind(SAMPLES["matching"])))
    assert len(selects) == 4 and len(set(selects)) == 1


@each
def test_ids_are_unique_and_every_reference_leads_somewhere(question):
    html = draw(bind(question, errors={question.id: "Look again"}))
    ids = re.findall(r' id="([^"]+)"', html)
    references = " ".join(re.findall(r'(?:for|aria-describedby)="([^"]*)"', html)).split()
    assert len(ids) == len(set(ids)) and set(references) <= set(ids)
    assert f"q-{question.id}-error" in references and "Look again" in html


@each
def test_there_is_no_inline_style_or_script(question):
    html = draw(bind(question))
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


def test_the_form_carries_the_callers_token_and_a_button_to_check_one_answer():
    html = draw(bind(single(), was={"q": "3:ff"}, check_urls={"q": "/check/q/"}))
    assert '<input type="hidden" name="was-q" value="3:ff">' in html
    assert 'formaction="/check/q/"' in html


def test_a_checked_answer_is_final_and_told():
    review = review_question(single(), "a", show_answers=True)
    html = draw(bind(single(), "a", reviews={"q": review}, check_urls={"q": "/check/q/"}))
    assert " disabled>" in html and "verdict--wrong" in html and "Not this." in html
    assert "formaction" not in html


def test_what_was_typed_stands_in_the_form_again_after_an_error():
    typed = post({"q-q": "десять"})
    _answers, errors = read_answers([numeric()], typed)
    html = draw(bind(numeric(), "10", errors=errors, typed=typed))
    assert 'value="десять"' in html and "field--bad" in html and 'aria-invalid="true"' in html


def test_an_incomplete_order_stands_in_the_form_again():
    typed = post({"q-q-s1": "1", "q-q-s2": "1"})
    _answers, errors = read_answers([ordering()], typed)
    html = draw(bind(ordering(), errors=errors, typed=typed))
    assert html.count('<option value="1" selected>') == 2


def test_what_a_learner_typed_is_text_everywhere():
    nasty = '"><script>alert(1)</script>'
    html = draw(bind(short(), nasty))
    assert "<script" not in html and escape(nasty) in html


def test_the_prompt_stands_in_the_legend_and_its_rest_below():
    html = draw(bind(single(prompt="<p>First <b>bold</b></p><p>Second</p><ul><li>x</li></ul>")))
    assert 'question__text">First <b>bold</b></span></legend>\n<p>Second</p><ul><li>x</li></ul>' in html


def test_a_prompt_without_a_paragraph_first_leaves_the_legend_no_blank():
    bound = bind(single(prompt="<ul><li>x</li></ul>", title="Name <it>"))
    assert (bound.legend, bound.rest) == ("Name &lt;it&gt;", "<ul><li>x</li></ul>")


def test_questions_are_numbered_as_the_layout_orders_them():
    definition = quiz(single(id="a"), reflection(id="b"))
    bound = bound_questions(definition, {"questions": ["b", "a"], "choices": {}}, {})
    assert [(one.question.id, one.number_line, one.worth_line) for one in bound] == [
        ("b", "Question 1 of 2", "no marks"),
        ("a", "Question 2 of 2", "1 point"),
    ]


def test_errors_and_answers_part_the_questions_asked_for():
    data = post({"q-q1": "zzz", "q-q4-p1": token("decides"), "q-q7": "12,5"})
    answers, errors = read_answers(quiz(), data, only=["q1", "q4", "q6", "q7"])
    assert answers == {"q4": {"p1": "p1"}, "q6": None, "q7": "12.5"}
    assert list(errors) == ["q1"]


def test_field_names_follow_the_contract():
    assert (field_name("a"), field_name("a", "b")) == ("q-a", "q-a-b")


def test_a_check_yourself_question_says_that_it_does_not_count():
    bound = bound_check(single(), tag="-x")
    assert (bound.number_line, bound.worth_line) == ("Check yourself", "does not count towards the grade")
    assert bound.anchor == "q-q-x" and bound.order == bound_check(single()).order


@each
def test_each_block_previews_its_question(question, rf):
    block = type_of(question).block()()
    context = block.get_preview_context(block.get_preview_value(), {"request": rf.get("/"), "block_def": block})
    assert "<fieldset" in render_to_string(block.meta.preview_template, context)


def test_a_learner_is_told_who_reads_a_reflection():
    told = {max_mark: draw(bind(reflection(max_mark=Decimal(max_mark)))) for max_mark in (0, 2)}
    assert "A trainer will read and mark your answer." in told[2]
    assert "A trainer will read" not in told[0] and "compare by yourself" in told[0]


def test_a_reflection_between_the_lines_of_a_lesson_is_read_by_nobody():
    assert "A trainer will read" not in draw(bound_check(reflection(max_mark=Decimal(2))))
