"""Reads the settings from the environment."""

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
    """Of PostgreSQL. Without it the inbox is a SQLite file."""
    retry_base: float
    """Seconds before the first retry. Each further retry doubles them."""
    max_attempts: int
    lease: int
    """Seconds that a worker has for an event, before another worker may claim it."""


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
    value = os.environ.get("DATABASE_URL") or None
    try:
        conninfo_to_dict(value or "")
    except ProgrammingError:  # its message may contain the password
        sys.exit(
            "DATABASE_URL is not a PostgreSQL URL: set it to postgresql://user:password@host/database, with "
            "special characters percent-encoded"
        )
    return value


def number(name: str, default: int, *, least: int = 1) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or int(value) < least:
        sys.exit(f"{name} is {value!r}: set it to a whole number of at least {least}")
    return int(value)


def verifier() -> Verifier:
    """Reads the endpoint's secret, or during a rotation both, separated by white space."""
    secrets = os.environ.get("WORKOS_WEBHOOK_SECRET", "").split()
    if not secrets:
        sys.exit(
            "WORKOS_WEBHOOK_SECRET is not set: set it to the endpoint's secret, from the WorkOS dashboard"
        )
    try:
        return Verifier(secrets)
    except ConfigurationError as error:
        sys.exit(f"WORKOS_WEBHOOK_SECRET: {error}")
