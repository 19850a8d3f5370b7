"""Ends with a line saying why when the PostgreSQL server of DATABASE_URL (or the given one) cannot be reached."""

import os
import sys

import psycopg

if __name__ == "__main__":
    url = os.environ["DATABASE_URL"].rpartition("/")[0] + "/postgres"
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        sys.exit(str(error).strip().splitlines()[0])
