"""Moodle XML as Moodle 1.9 to 4.5 and other people's tools write it."""

import uuid
from decimal import Decimal

import pytest

from quizzes.formats.editor_rules import why_refused

from .moodle_files import NAMESPACE, PNG, answer, fractions, one, only, question, quiz, read
from .pixels import png

MOODLE_4 = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category>
      <text>$course$/top/За замовчуванням/Бюджет</text>
    </category>
    <info format="html">
      <text></text>
    </info>
    <idnumber></idnumber>
  </question>

<!-- question: 1234  -->
  <question type="multichoice">
    <name>
      <text>Хто затверджує бюджет</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p dir="ltr" style="text-align: left;">Хто затверджує бюджет&nbsp;громади?<br></p>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text><![CDATA[<p>Ст.&nbsp;26 Закону.</p>]]></text>
    </generalfeedback>
    <defaultgrade>2.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber>budget-1</idnumber>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answernumbering>abc</answernumbering>
    <showstandardinstruction>0</showstandardinstruction>
    <correctfeedback format="html">
      <text>Ваша відповідь правильна.</text>
    </correctfeedback>
    <partiallycorrectfeedback format="html">
      <text>Ваша відповідь частково правильна.</text>
    </partiallycorrectfeedback>
    <incorrectfeedback format="html">
      <text>Your answer is incorrect.</text>
    </incorrectfeedback>
    <shownumcorrect/>
    <answer fraction="100" format="html">
      <text><![CDATA[<p dir="ltr" style="text-align: left;">Рада<br></p>]]></text>
      <feedback format="html">
        <text><![CDATA[<p>Так &amp; не інакше.</p>]]></text>
      </feedback>
    </answer>
    <answer fraction="0" format="html">
      <text><![CDATA[<p>Голова</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <hint format="html">
      <text><![CDATA[<p>Згадайте сесію.</p>]]></text>
      <shownumcorrect/>
    </hint>
    <tags>
      <tag><text>бюджет</text>
</tag>
      <tag><text>рада</text>
</tag>
    </tags>
  </question>
</quiz>"""


def test_a_question_as_moodle_4_exports_it():
    imported = only(MOODLE_4)
    found = imported.definition
    assert (imported.line, imported.category) == (15, "$course$/top/За замовчуванням/Бюджет")
    assert imported.tags == ("бюджет", "рада")
    assert (found.type, found.title, found.max_mark) == ("single_choice", "Хто затверджує бюджет", 2)
    assert found.prompt == "<p>Хто затверджує бюджет&nbsp;громади?<br></p>"
    assert (found.feedback, found.hint) == ("<p>Ст.&nbsp;26 Закону.</p>", "Згадайте сесію.")
    assert [(choice.text, choice.fraction, choice.feedback) for choice in found.body.choices] == [
        ("Рада", 1, "Так & не інакше."),
        ("Голова", 0, ""),
    ]
    assert found.id == str(uuid.uuid5(NAMESPACE, "budget-1"))


MOODLE_1_9 = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 77  -->
  <question type="truefalse">
    <name><text>Сесії</text></name>
    <questiontext format="moodle_auto_format">
      <text>Сесії ради відкриті?

Так чи ні.</text>
    </questiontext>
    <image>pics/hall.png</image>
    <image_base64>
%s
    </image_base64>
    <generalfeedback><text></text></generalfeedback>
    <defaultgrade>1</defaultgrade>
    <penalty>0.1</penalty>
    <hidden>0</hidden>
    <shuffleanswers>1</shuffleanswers>
    <answer fraction="100">
      <text>Правда</text>
      <feedback><text>Так.</text></feedback>
    </answer>
    <answer fraction="0">
      <text>Неправда</text>
      <feedback><text>Ні.</text></feedback>
    </answer>
  </question>
  <question type="numerical">
    <name><text>Роки</text></name>
    <questiontext format="html"><text>How &lt;b&gt;many&lt;/b&gt; years?</text></questiontext>
    <image></image>
    <answer>5<tolerance>0.5</tolerance><fraction>1</fraction><feedback><text>Yes</text></feedback></answer>
  </question>
</quiz>"""


def test_questions_as_moodle_1_9_exported_them():
    result = read(MOODLE_1_9 % PNG)
    first, second = result.questions
    assert [problem.message[:30] for problem in result.problems] == ["A picture has no description: "]
    assert first.definition.prompt == (
        '<p>Сесії ради відкриті?<br><br>Так чи ні.</p><img src="@@PLUGINFILE@@/pics_hall.png">'
    )
    assert first.files[0].data == png()
    assert first.definition.body.is_true and first.definition.body.feedback_false == "Ні."
    assert second.definition.prompt == "<p>How <b>many</b> years?</p>"
    (number,) = second.definition.body.accepted
    assert (number.value, number.tolerance, number.fraction, number.feedback) == (5, Decimal("0.5"), 1, "Yes")


# --- types ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("third", ["33.33333", "33.333", "33.3", "33", "33,33333"])
def test_shares_rounded_by_hand_are_equal_shares(third):
    answers = "".join(answer(third, text) for text in "abc") + answer(f"-{third}", "d")
    found = one("multichoice", f"<single>false</single>{answers}")
    assert found.type == "multiple_choice"
    assert fractions(found) == ["0.3333333"] * 3 + ["-0.3333333"]


def test_all_or_nothing_is_a_type_of_its_own_in_moodle():
    found = one("multichoiceset", answer(100, "a") + answer(100, "b") + answer(0, "c"))
    assert found.type == "multiple_choice" and found.body.all_or_nothing


@pytest.mark.parametrize(("words", "is_true"), [(("true", "false"), True), (("false", "true"), False)])
def test_true_and_false_in_any_order(words, is_true):
    found = one("truefalse", answer(100, words[0], "right") + answer(0, words[1], "wrong"))
    assert (found.body.is_true, found.body.feedback_for(is_true)) == (is_true, "right")


def test_short_answers_keep_stars_case_and_what_only_looks_like_markup():
    answers = answer(100, "<![CDATA[<b>]]>", format="moodle_auto_format") + answer(50, "vill*", "Nearly.")
    found = one("shortanswer", f"<usecase>1</usecase>{answers}{answer(0, '*', 'No.')}")
    assert found.body.case_sensitive
    assert [(one.text, one.feedback) for one in found.body.accepted] == [
        ("<b>", ""),
        ("vill*", "Nearly."),
        ("*", "No."),
    ]
    assert fractions(found) == ["1", "0.5", "0"]


def test_several_numbers_a_unit_and_any_other_number():
    answers = answer(100, "5", more="<tolerance>0.1</tolerance>") + answer(50, "5.0e0", more="<tolerance>1</tolerance>")
    units = "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"
    found = one("numerical", f"{answers}{answer(0, '*', 'Count.')}{units}<unitgradingtype>0</unitgradingtype>")
    assert [(one.value, one.tolerance) for one in found.body.accepted[:2]] == [(5, Decimal("0.1")), (5, 1)]
    assert found.body.match("400").feedback == "Count."
    assert found.body.unit == "m"


def test_other_units_are_reported():
    units = "".join(
        f"<unit><multiplier>{by}</multiplier><unit_name>{name}</unit_name></unit>"
        for by, name in (("0.001", "km"), ("1", "m"))
    )
    result = read(quiz(question("numerical", f"{answer(100, '5')}<units>{units}</units>")))
    assert result.definitions[0].body.unit == "m"
    assert [problem.message[:23] for problem in result.problems] == ["The unit “km” (× 0.001)"]


@pytest.mark.parametrize("type", ["matching", "match"])
def test_pairs_and_extra_right_sides(type):
    sides = [("Canada", "Ottawa"), ("Italy &amp;amp; co", "Rome"), ("", "Paris"), ("", "")]
    inside = "".join(
        f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer></subquestion>'
        for left, right in sides
    )
    body = one(type, f"<shuffleanswers>true</shuffleanswers>{inside}").body
    assert [(pair.left, pair.right) for pair in body.pairs] == [("Canada", "Ottawa"), ("Italy & co", "Rome")]
    assert [distractor.text for distractor in body.distractors] == ["Paris"]


def test_steps_stand_in_their_order():
    settings = "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>3</selectcount>"
    steps = "".join(answer(f"{place}.0000000", text) for place, text in enumerate(["draft", "vote", "sign"], start=1))
    found = one("ordering", f"{settings}<gradingtype>ABSOLUTE_POSITION</gradingtype>{steps}")
    assert [item.text for item in found.body.items] == ["draft", "vote", "sign"]


def test_an_essay_without_a_grade_is_a_reflection_without_marks():
    inside = "<responseformat>editor</responseformat><graderinfo format='html'><text>Be kind.</text></graderinfo>"
    found = one("essay", f"<defaultgrade>0</defaultgrade>{inside}")
    assert (found.type, found.max_mark, found.body.model_answer) == ("reflection", 0, "Be kind.")
    assert one("essay", inside).max_mark == 0


def test_an_essays_grade_is_the_mark_a_person_gives():
    result = read(quiz(question("essay", "<defaultgrade>2.5000000</defaultgrade>")))
    assert result.definitions[0].max_mark == Decimal("2.5") and not result.problems


def test_what_moodle_writes_with_idle_zeros_can_be_published():
    for found in read(MOODLE_4).definitions:
        assert why_refused(found) == [], found.label
