"""port.py HOST PORT: ends with one plain line when no server can be started there."""

import errno
import socket
import sys


def problem(host: str, port: str) -> str:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is not a port: take a number from 1 to 65535, like this: make run PORT=8001"
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((host, int(port)))
        except OSError as error:
            return explain(error, host, port)
    return ""


def explain(error: OSError, host: str, port: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: stop it or take another port, like this: make run PORT=8001"
    if error.errno == errno.EACCES:
        return f"Port {port} needs administrator rights: take a higher one, like this: make run PORT=8000"
    return f"No server can be started at {host}:{port}: {error.strerror or error}"


if __name__ == "__main__":
    sys.exit(problem(*sys.argv[1:]) or 0)
