// The tables, in the SQL that SQLite and PostgreSQL share.

#ifndef SCHEMA_HPP
#define SCHEMA_HPP

namespace receiver {

inline constexpr auto schema = R"(
CREATE TABLE IF NOT EXISTS inbox (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0,
    due_ms BIGINT NOT NULL,
    error TEXT
);
CREATE INDEX IF NOT EXISTS inbox_due ON inbox (due_ms) WHERE state = 'pending';

CREATE TABLE IF NOT EXISTS handled (
    event_id TEXT PRIMARY KEY,
    event TEXT NOT NULL,
    handled_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS connections (
    id TEXT PRIMARY KEY,
    organization_id TEXT,
    state TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changes INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS directories (
    id TEXT PRIMARY KEY,
    organization_id TEXT,
    state TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changes INTEGER NOT NULL
);
)";

} // namespace receiver

#endif
