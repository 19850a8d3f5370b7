"""The browser of the journeys: a Chromium of this machine, or the one Playwright brings.

`python -m tests.chromium` makes sure there is one, or says in capitals what will not be tested.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PLAYWRIGHT = [sys.executable, "-m", "playwright", "install"]
MISSING = "NOT TESTED: THE JOURNEYS IN A REAL BROWSER. No Chromium starts here: install the package chromium."


def launch(playwright: Playwright) -> Browser:
    """The first Chromium that starts; a name on the path alone says little (on Ubuntu it may be an empty shell)."""
    for path in paths():
        try:
            return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as error:
            failure = error
    raise failure


def paths() -> Iterator[str | None]:
    """CHROMIUM, then the usual names, then None: Playwright's own."""
    yield from filter(None, [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)])
    yield None


def starts() -> bool:
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
    except Error:
        return False
    return True


def ways_to_install() -> Iterator[list[list[str]]]:
    """Lists of commands, the least intrusive first; only root may call the package manager."""
    yield [[*PLAYWRIGHT, "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        yield [[*PLAYWRIGHT, "--with-deps", "chromium"]]
        yield [["apt-get", "update"], ["apt-get", "install", "--yes", "chromium"]]


def make_sure() -> bool:
    if starts():
        return True
    for commands in ways_to_install():
        sys.stderr.write("No Chromium starts here, trying: " + " && ".join(map(" ".join, commands)) + "\n")
        if all(subprocess.run(command).returncode == 0 for command in commands) and starts():
            return True
    return False


if __name__ == "__main__" and not make_sure():
    sys.stderr.write(f"\n{MISSING}\n\n")
