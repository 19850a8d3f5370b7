"""A sheet as a trainer fills it in, and everything that can be wrong with one."""

import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from quizzes import question_types
from quizzes.definitions import QuestionDefinition
from quizzes.formats.registry import NOWHERE, write_questions
from quizzes.formats.results import ImportResult
from quizzes.formats.spreadsheet import parse, reader, tables, workbooks, write_csv
from quizzes.formats.spreadsheet.template import write_template
from quizzes.formats.spreadsheet.workbook_writing import write_xlsx
from tests.quizzes.samples import SAMPLES, matching, reflection, single, true_false

ID = "00000000-0000-4000-8000-000000000001"
HEADINGS = "Тип;Питання;Відповідь 1;Правильна 1;Коментар 1;Відповідь 2;Правильна 2;Уточнення;Бали;ID"


def read(*rows: str, headings: str = HEADINGS) -> ImportResult:
    return parse("\n".join([headings, *rows]).encode(), namespace=NOWHERE)


def one(*rows: str, **options) -> QuestionDefinition:
    result = read(*rows, **options)
    assert result.problems == ()
    (question,) = result.definitions
    return question


def faults(*rows: str, **options) -> list[tuple[int, str]]:
    with translation.override("en"):
        return [(problem.line, problem.message) for problem in read(*rows, **options).problems]


def workbook(*rows: list, headings: str = HEADINGS) -> bytes:
    book = Workbook()
    for row in [headings.split(";"), *rows]:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def fault_of(data: bytes) -> str:
    with translation.override("en"):
        (problem,) = parse(data, namespace=NOWHERE).problems
    assert not problem.is_notice
    return problem.message


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
@pytest.mark.parametrize("start", ["", "\ufeff", "sep={}\n"])
def test_the_delimiter_is_seen_from_the_headings(delimiter, start):
    text = start.format(delimiter) + "Question;Answer 1;Right 1;Answer 2\nWho, where, when?;a;yes;b;\n".replace(";", "|")
    quoted = text.replace("Who, where, when?", '"Who, where, when?"').replace("Question;", "Question|")
    quoted = quoted.replace("Answer 1;Right 1;Answer 2", "Answer 1|Right 1|Answer 2").replace("|", delimiter)
    (question,) = parse(quoted.encode(), namespace=NOWHERE).definitions
    assert question.prompt == "<p>Who, where, when?</p>"


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


# --- Excel ------------------------------------------------------------------------------------------


def test_excel_cells_are_read_as_people_see_them():
    data = workbook(["Число", "Скільки?", 12.5, None, None, 7, 0.5], ["Правда чи ні", "Так?", True])
    book = load_workbook(io.BytesIO(data))
    book.active["G2"].number_format = "0%"
    target = io.BytesIO()
    book.save(target)
    number, truth = parse(target.getvalue(), namespace=NOWHERE).definitions
    assert [(each.value, each.fraction) for each in number.body.accepted] == [
        (Decimal("12.5"), 1),
        (Decimal(7), Decimal("0.5")),
    ]
    assert truth.body.is_true


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=1+1", "There is a formula here"),
        (datetime.date(2025, 2, 1), "Excel made a date of this (01.02.2025)"),
        (datetime.time(10, 30), "Excel made a date of this"),
        ("#N/A", "There is an error of Excel here: #N/A"),
    ],
)
def test_what_excel_made_of_an_answer_is_told(value, words):
    message = fault_of(workbook(["Вибір одного", "Хто?", value, "так", None, "b"]))
    assert message.startswith(f"“Відповідь 1”: {words}")


def test_dates_in_columns_nobody_knows_do_no_harm():
    row = ["Вибір одного", "Хто?", "a", "так", None, "b", None, None, None, None, datetime.date(2025, 2, 1)]
    assert len(parse(workbook(row, headings=f"{HEADINGS};Коли"), namespace=NOWHERE).questions) == 1


def test_the_row_in_excel_is_the_line():
    (problem,) = parse(workbook([], ["Число", "Скільки?", "x"]), namespace=NOWHERE).problems
    assert problem.line == 3


def archive(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


ODS = archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b"<a/>"})
MACROS = archive(**{"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"})
BROKEN = archive(**{"[Content_Types].xml": b"<", "xl/workbook.xml": b"<"})
BINARY = archive(**{"[Content_Types].xml": b"", "xl/workbook.bin": b""})
ENTITIES = archive(
    **{
        "[Content_Types].xml": b'<!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>',
        "xl/workbook.xml": b"<workbook/>",
    }
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (ODS, ".ods"),
        (MACROS, "macros"),
        (BINARY, ".xlsb"),
        (archive(**{"a.txt": b"x"}), "no Excel workbook"),
        (BROKEN, "damaged"),
        (ENTITIES, "damaged"),
        (b"PK\x03\x04" + b"\0" * 50, "damaged"),
        (workbook(["a"])[:-400], "damaged"),
        (b"Question;Answer 1\n\0", "neither a table"),
    ],
)
def test_other_files_get_one_clear_sentence(data, words):
    assert words in fault_of(data)


def test_what_would_burst_is_not_opened(monkeypatch):
    monkeypatch.setattr(workbooks, "load_workbook", lambda *args, **options: pytest.fail("opened"))
    files = {"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/sharedStrings.xml": b"\0" * (41 << 20)}
    assert "40 MB" in fault_of(archive(**files))


def test_rows_and_columns_are_counted(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    rows = [["Роздум", "Чому?"]] * 5
    assert "more than 3 rows" in fault_of(workbook(*rows))
    assert "more than 3 rows" in fault_of("\n".join([HEADINGS, *["Роздум;Чому?"] * 5]).encode())
    assert "columns" in fault_of(workbook(["Роздум"] * 500))


def test_a_hostile_file_is_read_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(reader, "MOST_QUESTIONS", 2)
    result = read(*["Роздум;Чому?"] * 4)
    assert (len(result.questions), result.problems[-1].line) == (2, 4)
    assert "too long" in faults(f"Роздум;{'<b>' * 3000}")[0][1]


# --- what we write ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_template_has_an_example_of_every_type_and_explains_itself(language):
    with translation.override(language):
        data = write_template()
        result = parse(data, namespace=NOWHERE)
    assert [question.type for question in result.definitions] == [each.name for each in question_types.all_types()]
    assert result.problems == ()
    questions, explanation = load_workbook(io.BytesIO(data)).worksheets
    assert questions["B2"].number_format == "@"
    assert questions.data_validations.dataValidation[0].sqref.ranges
    assert explanation.max_row > 20


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\u200b=1", "＝1", "'=1", "''=1", "'tis", "’її"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_leaves_as_a_formula_and_each_comes_back_as_it_was(text):
    body = SAMPLES["reflection"].body.__class__(model_answer=text, advice=text)
    question = reflection(id=ID, hint=text, source=text)
    question = QuestionDefinition(**{**fields_of(question), "body": body})
    for data in (write_csv([question]), write_xlsx([question])):
        assert parse(data, namespace=NOWHERE).definitions == (question,)
    cells = [cell for row in load_workbook(io.BytesIO(write_xlsx([question]))).active for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or str(cell.value).lstrip("\u200b")[:1] in tuple("=+-@＝")]


def fields_of(question: QuestionDefinition) -> dict:
    return {name: getattr(question, name) for name in QuestionDefinition.__slots__}


def test_csv_speaks_the_language_of_its_reader():
    question = single(max_mark=Decimal("1.5"))
    with translation.override("uk"):
        assert "Тип;Питання;" in write_csv([question]).decode("utf-8-sig")
        assert ";1,5;" in write_csv([question]).decode()
    with translation.override("en"):
        assert ",1.5," in write_csv([question]).decode()


@pytest.mark.parametrize("question", SAMPLES.values(), ids=SAMPLES)
def test_the_samples_are_written_for_people(question):
    with translation.override("uk"):
        text = write_csv([question]).decode()
    assert "<p>" not in text
    assert "так" in text or question.type not in ("single_choice", "multiple_choice", "true_false")


def test_an_unfinished_draft_is_written_all_the_same():
    empty = [question_types.get(name).freeze({}, ID) for name in SAMPLES]
    assert len(write_csv(empty).decode().splitlines()) == 9
    assert write_questions(empty, format_name="gift").data


def test_an_arrow_of_the_left_side_parts_nothing():
    body = matching().body
    pair = body.pairs[0].__class__(id="00000000-0000-4000-8000-00000000000a", left=r"a → b\ -> c", right="-> d")
    other = body.pairs[0].__class__(id="00000000-0000-4000-8000-00000000000b", left="e", right="f → g")
    body = body.__class__(pairs=(pair, other))
    question = QuestionDefinition(**{**fields_of(true_false()), "id": ID, "type": "matching", "body": body})
    (again,) = parse(write_csv([question]), namespace=NOWHERE).definitions
    assert again.body == body
