"""A sheet as a trainer fills it in, and what can be wrong with its rows."""

from decimal import Decimal

import pytest

from quizzes.formats.registry import NOWHERE
from quizzes.formats.spreadsheet import parse
from tests.quizzes.sheets import HEADINGS, ID, fault_of, faults, one, read

# --- what a trainer writes --------------------------------------------------------------------------


def test_a_choice_needs_a_question_answers_and_one_mark():
    question = one(";Хто ухвалює бюджет?;рада;так;Так.;голова")
    assert (question.type, question.prompt, question.max_mark) == ("single_choice", "<p>Хто ухвалює бюджет?</p>", 1)
    assert [(each.text, each.fraction, each.feedback) for each in question.body.choices] == [
        ("рада", 1, "Так."),
        ("голова", 0, ""),
    ]


@pytest.mark.parametrize("mark", ["так", "Yes", "+", "x", "х", "✓", "1", "100", "100 %"])
def test_right_is_said_in_many_ways(mark):
    assert [each.fraction for each in one(f"Вибір одного;Хто?;a;;;b;{mark}").body.choices] == [0, 1]


def test_marks_alone_share_the_mark_as_in_the_editor():
    question = one("Вибір кількох;Хто?;a;так;;b;так;усе або нічого")
    assert [each.fraction for each in question.body.choices] == [Decimal("0.5")] * 2
    assert question.body.all_or_nothing


def test_percents_may_have_commas():
    headings = "Type;Question;Answer 1;Right 1;Answer 2;Right 2;Answer 3;Right 3"
    question = one("multiple choice;Who?;a;33,33333;b;66.66667;c;-50%", headings=headings)
    fractions = [Decimal("0.3333333"), Decimal("0.6666667"), Decimal("-0.5")]
    assert [each.fraction for each in question.body.choices] == fractions


@pytest.mark.parametrize(("word", "is_true"), [("правда", True), ("Ні", False), ("false", False), ("+", True)])
def test_a_statement_is_what_its_first_answer_says(word, is_true):
    assert one(f"Правда чи ні;Сесії відкриті.;{word}").body.is_true is is_true


def test_pairs_have_an_arrow_between_them_and_extra_sides_nothing_before_it():
    headings = f"{HEADINGS};Відповідь 3"
    question = one("Відповідність;З’єднайте;рада -> ухвалює;;;голова → керує;;;;;=> судить", headings=headings)
    assert [(pair.left, pair.right) for pair in question.body.pairs] == [("рада", "ухвалює"), ("голова", "керує")]
    assert [item.text for item in question.body.distractors] == ["судить"]


@pytest.mark.parametrize(
    ("text", "value", "tolerance"),
    [("12,5", "12.5", "0"), ("10 ± 2", "10", "2"), ("10 +- 0,5", "10", "0.5"), ("4,9..5,1", "5", "0.1")],
)
def test_numbers_are_written_as_people_do(text, value, tolerance):
    (number,) = one(f"Число;Скільки?;{text};;;;;днів").body.accepted
    assert (number.value, number.tolerance) == (Decimal(value), Decimal(tolerance))


def test_lines_and_paragraphs_of_a_cell_stay_and_html_is_cleaned():
    assert one('Роздум;"Перше\n\nДруге\nтретє"').prompt == "<p>Перше</p><p>Друге<br>третє</p>"
    question = one('Роздум;"<p onclick=""x()"">Що <b>саме</b>?</p><script>alert(1)</script>"')
    assert question.prompt == "<p>Що <b>саме</b>?</p>"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff", "sep=|\n"])
def test_the_delimiter_is_seen_from_the_headings(delimiter, start):
    rows = 'Question|Answer 1|Right 1|Answer 2\n"Who, where; when?"|a|yes|b\n'
    text = (start + rows).replace("|", delimiter)
    (question,) = parse(text.encode(), namespace=NOWHERE).definitions
    assert question.prompt == "<p>Who, where; when?</p>"


def test_a_row_read_again_is_the_same_question_and_a_copied_id_is_not():
    row = f"{';Хто?;a;так;;b'};;;;{ID}"
    result = read(row, row)
    first, second = result.definitions
    assert first.id == ID != second.id
    assert [(problem.line, problem.is_notice) for problem in result.problems] == [(3, True)]
    assert read(";Хто?;a;так;;b").definitions == read(";Хто?;a;так;;b").definitions


# --- what is wrong, and where -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Вибір одного;Хто?;a;;;b", "“Відповідь 1”: No choice is right. Tick the right one."),
        ("Вибір одного;Хто?;a;50 грн;;b", "“Правильна 1”: “50 грн” is not a number."),
        ("Вибір одного;Хто?;a;200;;b", "“Правильна 1”: The weight “200” is out of range."),
        ("Вибір одного;;a;так;;b", "“Питання”: Write what you ask."),
        ("Вибір одного;Хто?;a;так;;a", "“Відповідь 2”: This choice is there twice."),
        ("Вибір одного;Хто?;;так;;a;так", "“Відповідь 1”: This answer is empty, but the cells beside it are not."),
        ("Вибір одного;Хто?;a;так;;b;;;багато", "“Бали”: “багато” is not a number."),
        ("Вибір одного;Хто?;a;так;;b;;;-1", "“Бали”: The mark must be above zero."),
        ("Вибір кількох;Хто?;a;так;;b;;може", "“Уточнення”: Here this type of question takes nothing but"),
        ("Правда чи ні;Хто?;мабуть", "“Відповідь 1”: Write “true” or “false” here."),
        ("Правда чи ні;Хто?;правда;;;ні", "“Правильна 1”: Mark one of the two answers as right."),
        ("Відповідність;Хто?;рада", "“Відповідь 1”: A pair needs an arrow"),
        ("Послідовність;Хто?;крок", "“Відповідь 1”: Give at least two steps."),
        ("Число;Скільки?;п’ять", "“Відповідь 1”: “п’ять” is not a number."),
        ("Роздум;Чому?;a;;;b", "A reflection has one answer"),
        ("Есей;Чому?", "“Тип”: There is no type “Есей”. Write one of: “Single choice”"),
        (";Чому?", "“Тип”: Write the type of the question"),
    ],
)
def test_a_fault_names_row_and_column(row, message):
    ((line, found),) = faults(";Хто?;a;так;;b", row)
    assert line == 3
    assert found.startswith(message)


def test_a_fault_names_the_question_of_its_row():
    (fault,) = read("Рада;Число;Скільки?;x", headings="Коротка назва;Тип;Питання;Відповідь 1").problems
    assert (fault.line, fault.title) == (2, "Рада")


def test_a_faulty_row_costs_no_other():
    result = read(";Хто?;a;так;;b", "Число;Скільки?;x", "", ";Де?;a;так;;b")
    assert [question.line for question in result.questions] == [2, 5]
    assert [problem.line for problem in result.problems] == [3]


def test_what_a_type_has_no_place_for_is_told():
    row = "Послідовність;Хто?;a;так;чому;b;;днів"
    messages = faults(row)
    assert [line for line, _message in messages] == [2, 2, 2]
    assert len(read(row).questions) == 1


def test_unknown_columns_are_told_once_and_double_ones_are_a_fault():
    headings = f"{HEADINGS};Рік;Тип"
    (double, unknown) = read(";Хто?;a;так;;b;;;;;2024", ";Де?;a;так;;b;;;;;2024", headings=headings).problems
    assert (double.line, double.is_notice) == (1, False)
    assert (unknown.line, unknown.is_notice) == (1, True)
    assert "Рік" in unknown.message


def test_open_quotation_marks_are_told_where_they_open():
    result = read(";Хто?;a;так;;b", ';"Де?;a;так;;b', ";Коли?;a;так;;b")
    assert [question.line for question in result.questions] == [2]
    assert [problem.line for problem in result.problems] == [3]


@pytest.mark.parametrize("text", ["", "\n\n", ";;;\n;;", "Name;Answer\na;b", "Питання"])
def test_a_file_without_headings_is_told_so(text):
    assert len(parse(text.encode(), namespace=NOWHERE).problems) == 1


def test_a_file_in_another_encoding_is_told_so():
    assert "1251" in fault_of(f"{HEADINGS}\n;Хто саме ухвалює бюджет?".encode("cp1251"))


def test_what_looks_like_a_date_excel_made_is_told_and_days_of_a_month_are_not():
    assert [line for line, _message in faults("Послідовність;Коли?;01.лют;;;1-Feb")] == [2, 2]
    assert faults("Послідовність;Коли?;24 серпня;;;28 червня") == []
