"""The facts that make a progress, as rows of a list: what counts, how much of it, of how much."""

from collections.abc import Iterator

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from learning.percents import percent_words
from learning.progress import Progress


def progress_rows(progress: Progress) -> SafeString:
    """As <dt> and <dd>. Made without a template: this stands in pages that are otherwise drawn beforehand."""
    return format_html_join("\n", "<div><dt>{}</dt><dd>{}</dd></div>", rows(progress))


def rows(progress: Progress) -> Iterator[tuple[str, str]]:
    yield _("Sections read"), part(progress.sections_done, progress.sections_total)
    if progress.quizzes_total:
        yield _("Quizzes passed"), part(progress.quizzes_done, progress.quizzes_total)
    yield _("Steps in all"), part(progress.steps_done, progress.steps_total)
    if progress.least_grade is not None:
        yield _("Result so far"), "–" if progress.fraction is None else percent_words(progress.fraction)
        yield _("Result needed"), percent_words(progress.least_grade)


def part(done: int, total: int) -> str:
    return _("%(done)s of %(total)s") % {"done": done, "total": total}
