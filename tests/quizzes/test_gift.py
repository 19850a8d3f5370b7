"""GIFT as Moodle reads it, and as people write it."""

import uuid
from decimal import Decimal

import pytest

from quizzes.definitions import QuestionDefinition
from quizzes.formats.gift import GiftResult, parse

NAMESPACE = uuid.UUID("9a4c4b4e-0f43-4f6f-8a0e-2f6f1c2d3e4f")


def read(text: str) -> GiftResult:
    return parse(text, namespace=NAMESPACE)


def only(text: str) -> QuestionDefinition:
    """The single question of a text without problems."""
    result = read(text)
    assert result.problems == ()
    (question,) = result.definitions
    return question


def types(text: str) -> list[str]:
    return [question.type for question in read(text).definitions]


def fractions(question: QuestionDefinition) -> list[str]:
    weighted = question.body.accepted if hasattr(question.body, "accepted") else question.body.choices
    return [str(one.fraction.normalize()) for one in weighted]


# --- kinds of questions ---------------------------------------------------------------------------


def test_one_right_choice_with_feedback_and_general_feedback():
    question = only("::Budget::Who adopts it? {=The council#Right. ~The head#No.\n####The council does, art. 26.}")
    assert (question.type, question.title, question.prompt) == ("single_choice", "Budget", "<p>Who adopts it?</p>")
    assert [(choice.text, choice.feedback) for choice in question.body.choices] == [
        ("The council", "Right."),
        ("The head", "No."),
    ]
    assert question.feedback == "<p>The council does, art. 26.</p>"
    assert question.max_mark == 1


def test_a_choice_may_earn_a_part():
    assert fractions(only("Hard {~wrong ~%50%half =full ~%-25,5%bad}")) == ["0", "0.5", "1", "-0.255"]


def test_without_an_equals_sign_several_choices_are_right():
    question = only("Who? {~%50%Ann ~%50%Bob ~%-100%Cy}")
    assert (question.type, fractions(question)) == ("multiple_choice", ["0.5", "0.5", "-1"])


@pytest.mark.parametrize("third", ["33.33333", "33.333", "33.3", "33"])
def test_shares_rounded_by_hand_are_equal_shares(third):
    question = only(f"Which? {{~%{third}%a ~%{third}%b ~%{third}%c ~%-{third}%d}}")
    assert fractions(question) == ["0.3333333"] * 3 + ["-0.3333333"]


@pytest.mark.parametrize(("word", "is_true"), [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)])
def test_true_and_false_in_short_and_in_full(word, is_true):
    question = only(f"It is so.{{{word}}}")
    assert (question.type, question.body.is_true) == ("true_false", is_true)


def test_the_first_feedback_of_true_or_false_is_for_the_wrong_answer():
    body = only("Councils meet in secret. {FALSE#They do not.#Well known.####Art. 46}").body
    assert (body.feedback_true, body.feedback_false) == ("They do not.", "Well known.")
    body = only("Councils meet openly. {TRUE#They do.#Well known.}").body
    assert (body.feedback_true, body.feedback_false) == ("Well known.", "They do.")


def test_equals_signs_alone_make_a_short_answer():
    question = only("What? {=петиція =%50%заява#Майже. =%0%*#Ні.}")
    assert question.type == "short_answer"
    assert [(one.text, one.feedback) for one in question.body.accepted] == [
        ("петиція", ""),
        ("заява", "Майже."),
        ("*", "Ні."),
    ]
    assert fractions(question) == ["1", "0.5", "0"]


def test_an_answer_that_can_never_count_is_left_out_with_a_notice():
    result = read("What? {=Petition =%50%petition}")
    assert len(result.definitions[0].body.accepted) == 1
    assert result.problems[0].is_notice


def test_an_arrow_makes_a_matching_and_an_empty_left_side_a_distractor():
    body = only("Match. {=Canada->Ottawa =Italy -> Rome\n= -> Paris}").body
    assert [(pair.left, pair.right) for pair in body.pairs] == [("Canada", "Ottawa"), ("Italy", "Rome")]
    assert [distractor.text for distractor in body.distractors] == ["Paris"]


STEPS = "Order them. {=sign -> 3\n=draft -> 1\n=vote -> 2}"


def test_a_comment_makes_places_an_ordering():
    question = only(f"// id M01-07; type ordering; source Закон, ст. 47; № 2939-VI\n{STEPS}")
    assert [item.text for item in question.body.items] == ["draft", "vote", "sign"]
    assert (question.title, question.source) == ("M01-07", "Закон, ст. 47; № 2939-VI")


def test_without_the_comment_places_are_a_matching():
    assert types(STEPS) == ["matching"]
    assert types(f"// type ordering\n\n{STEPS}") == ["matching"]


def test_an_ordering_with_wrong_places_stays_a_matching_and_says_so():
    result = read(f"// type ordering\n{STEPS.replace('3', '7')}")
    assert result.definitions[0].type == "matching"
    assert result.problems[0].is_notice


def test_moodles_own_ordering_is_read():
    question = only("::Steps::Order them.{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none\ndraft\nvote\nsign\n}")
    assert [item.text for item in question.body.items] == ["draft", "vote", "sign"]


@pytest.mark.parametrize(
    ("answer", "value", "tolerance"),
    [
        ("1822", "1822", "0"),
        ("5:0.1", "5", "0.1"),
        ("5,5:0,25", "5.5", "0.25"),
        ("1..5", "3", "2"),
        ("-5..-1", "-3", "2"),
    ],
)
def test_a_number_with_a_tolerance_or_a_range(answer, value, tolerance):
    (number,) = only(f"How many? {{#{answer}}}").body.accepted
    assert (number.value, number.tolerance) == (Decimal(value), Decimal(tolerance))


def test_several_numbers_with_shares_and_feedback():
    question = only("When? {#\n=1822:0#Exactly.\n=%50%1822:2#Nearly.\n}")
    assert fractions(question) == ["1", "0.5"]
    assert [number.feedback for number in question.body.accepted] == ["Exactly.", "Nearly."]


@pytest.mark.parametrize("otherwise", ["~#Count again.", "=%0%*#Count again."])
def test_feedback_for_any_other_number_is_kept(otherwise):
    body = only(f"How many? {{#=3:1 {otherwise}}}").body
    assert body.match("400").feedback == "Count again."
    assert body.match("400").fraction == 0


@pytest.mark.parametrize("braces", ["{}", "{ }", "{\n\n}"])
def test_empty_braces_are_a_reflection(braces):
    question = only(f"What will you do tomorrow? {braces}")
    assert (question.type, question.max_mark) == ("reflection", 0)


def test_a_reflection_may_have_general_feedback():
    assert only("What will you do? {####Thank you.}").feedback == "<p>Thank you.</p>"


def test_text_after_the_braces_leaves_a_gap_in_the_question():
    assert only("Two plus two is {=four =4}.").prompt == "<p>Two plus two is _____.</p>"


def test_a_description_is_skipped_with_a_notice():
    (problem,) = read("\n\n::Intro::Read this first.\n\nSo it is. {T}").problems
    assert (problem.line, problem.is_notice) == (3, True)


# --- texts ----------------------------------------------------------------------------------------


def test_escaped_signs_are_characters():
    question = only(r"::A\:B::Which \{set\} has \#1 \~ \= 2? {=\\ ~x\=1\#2 ~two\nlines}")
    assert (question.title, question.prompt) == ("A:B", "<p>Which {set} has #1 ~ = 2?</p>")
    assert [choice.text for choice in question.body.choices] == ["\\", "x=1#2", "two\nlines"]


def test_html_is_cleaned():
    result = read("[html]<p onclick\\=x>Who?</p><script>alert(1)</script>{=<b>Ann</b> ~[html]<i>Bob</i> &amp; Co}")
    assert result.definitions[0].prompt == "<p>Who?</p>"
    assert [choice.text for choice in result.definitions[0].body.choices] == ["Ann", "Bob & Co"]


def test_a_picture_that_is_lost_is_reported():
    (problem,) = read('[html]<p>Who is it? <img src\\="@@PLUGINFILE@@/a.png"></p>{=Ann ~Bob}').problems
    assert problem.is_notice


def test_markdown_is_rendered():
    question = only("[markdown]Who is **right**?\\n\\n- one {=[markdown]*Ann* ~Bob}")
    assert "<strong>right</strong>" in question.prompt
    assert "<li>one</li>" in question.prompt
    assert question.body.choices[0].text == "Ann"


def test_plain_and_moodle_texts_keep_what_only_looks_like_markup():
    question = only("Is a < b & c? {=[plain]<b>yes</b> ~a < b ~[mood]no}")
    assert question.prompt == "<p>Is a &lt; b &amp; c?</p>"
    assert [choice.text for choice in question.body.choices] == ["<b>yes</b>", "a < b", "[mood]no"]


def test_feedback_may_have_a_format_of_its_own():
    question = only("Who? {=Ann#[html]<b>Yes</b> ~%50%[plain]Bob####[html]<p>Art. <b>26</b></p>}")
    assert question.body.choices[0].feedback == "Yes"
    assert question.feedback == "<p>Art. <b>26</b></p>"


# --- the file -------------------------------------------------------------------------------------


def test_categories_hold_until_the_next_one():
    result = read("$CATEGORY: a/b\n\nOne {T}\n\nTwo {F}\n$CATEGORY: c\nThree {T}")
    assert [question.category for question in result.questions] == ["a/b", "a/b", "c"]


def test_comments_carry_moodles_id_and_tags_and_our_own_tokens():
    result = read(
        "// question: 7  name: frog\n// [id:frog] [tag:green] [tag:wet\\]] [mark:2.5] [hint:Look.]\nIt hops. {T}"
    )
    (imported,) = result.questions
    assert imported.tags == ("green", "wet]")
    assert (imported.definition.title, imported.definition.hint) == ("frog", "Look.")
    assert imported.definition.max_mark == Decimal("2.5")


def test_comments_inside_a_question_are_no_part_of_it():
    question = only("Who? {\n=Ann\n// ~Eve\n~Bob\n}")
    assert [choice.text for choice in question.body.choices] == ["Ann", "Bob"]


def test_windows_and_mac_line_ends_and_a_byte_order_mark():
    for end in ("\r\n", "\r"):
        text = end.join(["\ufeff::One::Is it? {T}", "", "Who? {", "=Ann", "", "~Bob", "}"])
        assert types(text) == ["true_false", "single_choice"]


def test_blank_lines_inside_braces_belong_to_the_answers():
    assert len(only("Who? {\n=Ann\n\n\n~Bob\n\n####Because.\n}").body.choices) == 2


@pytest.mark.parametrize(
    "text",
    [
        "::A::One {T}\n::B::Two {F}",
        "One {T}\nTwo {F}",
        "::A::One {T} ::B::Two {F}",
        "One {\nT\n}\n// about two\nTwo\nis here {F}",
    ],
)
def test_questions_need_no_blank_line_between_them(text):
    assert types(text) == ["true_false", "true_false"]


def test_a_comment_between_questions_belongs_to_the_second():
    result = read(f"Is it? {{T}}\n// type ordering\n{STEPS}")
    assert [question.type for question in result.definitions] == ["true_false", "ordering"]


def test_a_question_may_go_on_after_its_braces_on_the_next_line():
    assert only("The fourth {=Thursday ~Friday}\nof November").prompt == "<p>The fourth _____<br>of November</p>"


def test_reading_again_gives_the_same_ids_even_in_another_order():
    one, two = "::A::One {=x ~y}", "::B::Two {=x ~y}"
    first, second = read(f"{one}\n\n{two}").definitions, read(f"{two}\n\n{one}").definitions
    assert first == second[::-1]
    assert read("::A::One {~y =x}").definitions[0].body.choices == first[0].body.choices[::-1]


def test_equal_titles_get_different_ids():
    ids = [question.id for question in read("::A::One {T}\n\n::A::Two {T}\n\nThree {T}\n\nFour {T}").definitions]
    assert len(set(ids)) == 4


def test_another_namespace_gives_other_ids():
    assert parse("One {T}", namespace=uuid.uuid4()).definitions[0].id != only("One {T}").id
