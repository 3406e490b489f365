-- A ledger of version 4, which notes refusals for the rate, as the program made it then.

CREATE TABLE IF NOT EXISTS slots (
    id INTEGER PRIMARY KEY,
    shop TEXT NOT NULL,      -- digest of base URL and token
    due REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS slots_by_due ON slots (shop, due);
CREATE TABLE IF NOT EXISTS pauses (
    shop TEXT PRIMARY KEY,
    until REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS days (        -- the totals of `counted`, which each booking adds up
    shop TEXT NOT NULL,
    day TEXT NOT NULL,       -- yyyy-mm-dd on this host's calendar
    requests INTEGER NOT NULL,
    PRIMARY KEY (shop, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counted (
    shop TEXT NOT NULL,
    day TEXT NOT NULL,
    operation TEXT NOT NULL,
    process TEXT NOT NULL,
    background INTEGER NOT NULL,
    purpose TEXT NOT NULL,   -- what the background asked for; empty where people did
    requests INTEGER NOT NULL,
    PRIMARY KEY (shop, day, operation, process, background, purpose)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS people (      -- when a person's request was last booked
    shop TEXT PRIMARY KEY,
    at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS terms (       -- of the month, where they are not the usual ones
    shop TEXT PRIMARY KEY,
    month INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    share INTEGER NOT NULL,
    reserve INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO slots (id, shop, due)
    VALUES (1, 'DIGEST', 1780000000.0);

INSERT INTO pauses (shop, until)
    VALUES ('DIGEST', 1779999995.0);

INSERT INTO days (shop, day, requests)
    VALUES ('DIGEST', '2026-05-28', 14);

INSERT INTO counted (shop, day, operation, process, background, purpose, requests)
    VALUES ('DIGEST', '2026-05-28', 'getOrders', 'counter tty1', 0, '', 9);
INSERT INTO counted (shop, day, operation, process, background, purpose, requests)
    VALUES ('DIGEST', '2026-05-28', 'getCustomer', 'sync', 1, 'changes', 5);

INSERT INTO people (shop, at)
    VALUES ('DIGEST', 1779999940.0);

INSERT INTO terms (shop, month, starts, share, reserve)
    VALUES ('DIGEST', 40000, 3, 90, 20);


CREATE TABLE heard (                     -- what time CleanCloud told last (`true_time.py`)
    shop TEXT PRIMARY KEY,
    at REAL NOT NULL,
    clock REAL NOT NULL,
    up REAL NOT NULL,
    boot TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE unsure (                    -- what was counted before it told any since the start
    shop TEXT NOT NULL,
    boot TEXT NOT NULL,
    minute INTEGER NOT NULL, -- of the computer's running
    day TEXT NOT NULL,       -- under which it was counted
    operation TEXT NOT NULL,
    process TEXT NOT NULL,
    background INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (shop, boot, minute, day, operation, process, background, purpose)
) WITHOUT ROWID;

INSERT INTO heard (shop, at, clock, up, boot)
    VALUES ('DIGEST', 1779999000.0, 1779999001.0, 5000.0, 'another start');

INSERT INTO unsure (shop, boot, minute, day, operation, process, background, purpose, requests)
    VALUES ('DIGEST', 'another start', 80, '2026-05-28', 'getOrders', 'counter tty1', 0, '', 2);

CREATE TABLE refused (                   -- for the rate (`yielding.py`)
    shop TEXT PRIMARY KEY,
    at REAL NOT NULL,
    spacing REAL NOT NULL
) WITHOUT ROWID;

INSERT INTO refused (shop, at, spacing)
    VALUES ('DIGEST', 1779999995.0, 1.6);

PRAGMA user_version = 3;
