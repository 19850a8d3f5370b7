"""A newcomer who lacks something gets one plain line that says what to do."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[1] / ".ci"
NO_VENV = """#!/bin/sh
case "$*" in *ensurepip*) exit 1 ;; *print*) echo python3.11-venv ;; esac
"""


def ask(*command: object, **options) -> subprocess.CompletedProcess:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)


def ask_port(port: object) -> subprocess.CompletedProcess:
    return ask(sys.executable, TOOLS / "port.py", "127.0.0.1", port)


def test_a_free_port_passes_without_a_word():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    answer = ask_port(port)
    assert (answer.returncode, answer.stdout + answer.stderr) == (0, "")


def test_a_taken_port_is_told_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = ask_port(server.getsockname()[1])
    assert answer.returncode == 1
    assert "is taken" in answer.stderr
    assert "make run PORT=8001" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_port_that_is_none_is_refused():
    assert "is not a port" in ask_port("80o0").stderr
    assert "is not a port" in ask_port("70000").stderr


def test_an_old_python_is_refused_in_one_line():
    answer = ask(TOOLS / "python", env={"PYTHON": "/bin/false", "PATH": "/usr/bin:/bin"})
    assert answer.returncode == 1
    assert answer.stderr.startswith("Python 3.11 or newer is needed")
    assert answer.stderr.count("\n") == 1


def test_a_missing_venv_module_names_the_package(tmp_path):
    shutil.copytree(TOOLS, tmp_path / ".ci")
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    python = tmp_path / "python"
    python.write_text(NO_VENV)
    python.chmod(0o755)
    answer = ask(".ci/setup", "requirements.txt", cwd=tmp_path, env={"PYTHON": str(python), "PATH": "/usr/bin:/bin"})
    assert answer.returncode == 1
    assert "install the package python3.11-venv" in answer.stderr
    assert answer.stderr.count("\n") == 1
