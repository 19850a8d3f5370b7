"""`make screenshots`: every page a learner meets, on a phone and a desktop, light and dark, into docs/screenshots/.

The pages come from an academy made for this in a temporary folder, so that the pictures never show anybody's data.
"""

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
WIDTHS = {360: 720, 1280: 860}
TALLEST = 2800  # pixels; what lies below repeats what is above
COLOURS = 256
HEAVIEST = 200_000  # bytes


def prepare() -> None:
    """A fresh academy as `make run` makes it, in the temporary folder of the test settings."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "learning.settings.test"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    django.setup()
    from django.core.management import call_command

    call_command("prepare")


@contextmanager
def server() -> Iterator[str]:
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@contextmanager
def visit(browser, url: str, scene, *, width: int, scheme: str) -> Iterator:
    """The page of a scene, open in a browser that remembers nothing of the scene before."""
    from django.core.cache import cache

    cache.clear()  # the limits on tries, above all
    context = browser.new_context(
        base_url=url,
        locale="uk-UA",
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": width, "height": WIDTHS.get(width, 800)},
    )
    context.set_default_timeout(10_000)
    if scene.person:
        context.add_cookies([{"name": "sessionid", "value": session_of(scene.person), "url": url}])
    page = context.new_page()
    page.goto(scene.path)
    if scene.step:
        scene.step(page)
    yield page
    context.close()


def session_of(person) -> str:
    from django.test import Client

    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def photograph(page, part: str) -> bytes:
    """The part asked for; else the whole page, or as much of a long one as tells how it looks."""
    if part:
        return page.locator(part).first.screenshot()
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    width = page.viewport_size["width"]
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


def squeezed(picture: bytes) -> bytes:
    """With a palette: these pages have few colours, and the pictures live in the repository."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (COLOURS, COLOURS // 2, COLOURS // 4):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= HEAVIEST:
            break
    return out.getvalue()


def take_all(browser, url: str, scenes: list) -> Iterator[tuple[str, bytes]]:
    for scene in scenes:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                with visit(browser, url, scene, width=width, scheme=scheme) as page:
                    yield f"{scene.name}-{width}-{scheme}.png", squeezed(photograph(page, scene.part))
        sys.stdout.write(f"  {scene.name}\n")


def main(names: list[str]) -> None:
    """All pictures anew, or those of the scenes named alone."""
    prepare()
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    from bench.scenes import scenes
    from tests import chromium

    wanted = [scene for scene in scenes() if not names or scene.name in names]
    if not names:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with server() as url, sync_playwright() as playwright:
        for name, picture in take_all(chromium.launch(playwright), url, wanted):
            (FOLDER / name).write_bytes(picture)
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
