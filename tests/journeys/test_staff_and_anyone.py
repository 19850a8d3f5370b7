"""Staff look who finished, export, revoke a record and correct another; anyone checks records by their number."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from learning.models import Certificate, CourseCompletion
from learning.services.certificates import issue_certificate, reissue_certificate, revoke_certificate
from tests import cast

pytestmark = pytest.mark.browser


@pytest.fixture
def record(course, bob) -> Certificate:
    return issue(bob, "Богдан Іванович Мельник")


@pytest.fixture
def misspelt(course, charlie) -> Certificate:
    cast.finish_course(charlie, course)
    return issue(charlie, "Чарлі Мельнік")


def issue(user, name: str) -> Certificate:
    completion = CourseCompletion.objects.get(enrolment__user=user)
    return issue_certificate(enrolment=completion.enrolment, holder_name=name, key=name)


@pytest.fixture
def office(desktop, staff) -> Page:
    """The office's computer, where the member of staff has signed in with the password."""
    page = desktop.new_page()
    page.goto("/cms/")
    page.get_by_label("Електронна пошта").fill(staff.email)
    page.get_by_label("Пароль").fill("pass-word-7")
    page.get_by_role("button", name="Увійти з паролем").click()
    return page


def test_staff_review_completion_and_put_records_right(office, alice, record, misspelt):
    see_where_people_stop(office)
    find_who_finished(office)
    expect_the_export_says(office, record)
    read_one_story(office)
    revoke(office, record)
    correct_the_name(office, misspelt)


def see_where_people_stop(office: Page) -> None:
    office.goto("/cms/learning/overview/")
    expect(office.locator("main")).to_contain_text("Foundations")
    expect(office.locator("main svg[role=img], main .la-bars").first).to_be_visible()
    expect(office.locator("main table").first).to_contain_text("First lesson")


def find_who_finished(office: Page) -> None:
    office.goto("/cms/learning/enrolments/")
    expect(office.locator("table.listing")).to_contain_text("Аліса")
    office.goto("/cms/learning/enrolments/?state=done")
    expect(office.locator("table.listing")).to_contain_text("Богдан")
    expect(office.locator("table.listing")).not_to_contain_text("Аліса")


def expect_the_export_says(office: Page, record: Certificate) -> None:
    office.get_by_role("button", name="Дії", exact=True).first.click()
    with office.expect_download() as download:
        office.locator('a[href*="export=xlsx"]').click()
    sheet = openpyxl.load_workbook(BytesIO(Path(download.value.path()).read_bytes())).active
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"bob@example.org", record.number} <= cells
    assert "alice@example.org" not in cells


def read_one_story(office: Page) -> None:
    office.get_by_role("link", name="Богдан").click()
    expect(office.locator("main")).to_contain_text("First lesson, one")
    expect(office.locator("main")).to_contain_text("100")


def revoke(office: Page, record: Certificate) -> None:
    office.goto(f"/cms/learning/records/{record.number}/revoke/")
    office.locator("main button.serious").click()
    expect(office.locator("main .error-message, main [role=alert]").first).to_be_visible()
    office.get_by_label("Причина").fill("Роботу виконала інша людина.")
    office.locator("main button.serious").click()
    office.wait_for_url(f"**/cms/learning/records/{record.number}/")
    expect(office.locator("main")).to_contain_text("Роботу виконала інша людина.")


def correct_the_name(office: Page, record: Certificate) -> None:
    office.goto(f"/cms/learning/records/{record.number}/reissue/")
    office.get_by_label("Ім’я повністю").fill("Чарлі Мельник")
    office.get_by_label("Причина").fill("Помилка в імені.")
    office.locator("main button.serious").click()
    newer = Certificate.objects.get(supersedes=record)
    office.wait_for_url(f"**/cms/learning/records/{newer.number}/")
    assert newer.number != record.number


def test_anyone_checks_records_by_the_number(page, record, misspelt, staff):
    check(page, record.number)
    expect(page.locator("main")).to_contain_text("Запис чинний")
    expect(page.locator("main")).to_contain_text("Богдан Іванович Мельник")
    check(page, "148")
    expect(page.locator("main .complaint, main [role=alert]").first).to_be_visible()
    check(page, "2026-999999")
    expect(page.locator("main")).to_contain_text("Такого запису немає")
    expect(page.locator("main")).not_to_contain_text("@")


def check(page: Page, number: str) -> None:
    page.goto("/verify/")
    page.locator("main input[name=number]").fill(number)
    page.get_by_role("button", name="Перевірити").click()


def test_a_revoked_record_and_a_corrected_one_say_so_to_anyone(page, record, misspelt, staff):
    revoke_certificate(certificate=record, reason="Роботу виконала інша людина.", by=staff)
    newer = reissue_certificate(certificate=misspelt, holder_name="Чарлі Мельник", reason="Помилка в імені.", by=staff)
    check(page, record.number)
    expect(page.locator("main")).to_contain_text("Роботу виконала інша людина.")
    check(page, misspelt.number)
    page.get_by_role("link", name=newer.number).click()
    expect(page.locator("main")).to_contain_text("Чарлі Мельник")
