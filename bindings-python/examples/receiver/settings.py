"""What the environment says."""

import os
import sys
from dataclasses import dataclass

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from hookseal import ConfigurationError, Verifier


@dataclass(frozen=True)
class Settings:
    host: str
    port: int
    inbox_path: str
    database_url: str | None
    """PostgreSQL's; without it the inbox is a file of SQLite."""
    retry_base: float
    """Seconds before the first retry; they double with each."""
    max_attempts: int
    lease: int
    """Seconds that a worker has for an event, before another takes it for dead."""


def load() -> Settings:
    return Settings(
        host=os.environ.get("HOST", "127.0.0.1"),
        port=number("PORT", 8000, least=0),
        inbox_path=os.environ.get("INBOX_PATH", "inbox.db"),
        database_url=database_url(),
        retry_base=number("RETRY_BASE_MS", 1000) / 1000,
        max_attempts=number("MAX_ATTEMPTS", 8),
        lease=number("LEASE_SECONDS", 30),
    )


def database_url() -> str | None:
    given = os.environ.get("DATABASE_URL") or None
    try:
        conninfo_to_dict(given or "")
    except ProgrammingError:  # whose text may have the password in it
        sys.exit(
            "DATABASE_URL is not of PostgreSQL: give it postgresql://user:password@host/database, in which "
            "what means something in a URL is percent-encoded"
        )
    return given


def number(name: str, default: int, *, least: int = 1) -> int:
    given = os.environ.get(name) or str(default)
    if not given.isdecimal() or int(given) < least:
        sys.exit(f"{name} is {given!r}: give it a whole number, at least {least}")
    return int(given)


def verifier() -> Verifier:
    """Takes the endpoint's secret; both, with white space between, while one replaces the other."""
    secrets = os.environ.get("WORKOS_WEBHOOK_SECRET", "").split()
    if not secrets:
        sys.exit("WORKOS_WEBHOOK_SECRET is not set: give it the endpoint's secret, of the WorkOS dashboard")
    try:
        return Verifier(secrets)
    except ConfigurationError as error:
        sys.exit(f"WORKOS_WEBHOOK_SECRET: {error}")
