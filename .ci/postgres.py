"""Ends with a line saying why when the PostgreSQL server of DATABASE_URL cannot be reached."""

import os
import sys
from urllib.parse import urlsplit

import psycopg

if __name__ == "__main__":
    url = urlsplit(os.environ["DATABASE_URL"])
    try:
        psycopg.connect(url._replace(path="/postgres").geturl(), connect_timeout=3).close()
    except psycopg.OperationalError as error:
        sys.exit(str(error).strip().splitlines()[0])
