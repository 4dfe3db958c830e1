-- Times are in ms since the epoch. The payload stands last, so that the other columns are read without it.
CREATE TABLE hookseal_inbox (
    sequence     INTEGER PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE,
    event        TEXT    NOT NULL,
    data_id      TEXT,
    changed_at   INTEGER NOT NULL,
    -- Not `IN`, for which SQLite makes a temporary table of the values at each row.
    state        TEXT    NOT NULL DEFAULT 'pending'
                 CHECK (state = 'pending' OR state = 'delivered' OR state = 'dead'),
    attempts     INTEGER NOT NULL DEFAULT 0,
    -- How often the event was claimed; never reset, so that a lease that expired settles nothing.
    token        INTEGER NOT NULL DEFAULT 0,
    -- When the next attempt is due; while leased, when the lease ends. NULL: it waits for an earlier event on its data_id.
    due_at       INTEGER,
    leased_until INTEGER,
    received_at  INTEGER NOT NULL,
    finished_at  INTEGER,
    reason       TEXT,
    payload      BLOB    NOT NULL
);

-- What is due, in the order of claims. Its other columns are for counting.
CREATE INDEX hookseal_inbox_due ON hookseal_inbox (due_at, sequence, leased_until, attempts)
    WHERE state = 'pending';
-- The first event on an object.
CREATE INDEX hookseal_inbox_object ON hookseal_inbox (data_id, changed_at, sequence)
    WHERE state = 'pending' AND data_id IS NOT NULL;
-- Whether an object is busy.
CREATE INDEX hookseal_inbox_leased ON hookseal_inbox (data_id, leased_until)
    WHERE leased_until IS NOT NULL;
-- What can be pruned.
CREATE INDEX hookseal_inbox_finished ON hookseal_inbox (finished_at)
    WHERE finished_at IS NOT NULL;
CREATE INDEX hookseal_inbox_dead ON hookseal_inbox (sequence)
    WHERE state = 'dead';

CREATE TABLE hookseal_bookmarks (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE hookseal_schema (version INTEGER NOT NULL);
INSERT INTO hookseal_schema (version) VALUES (1);
