-- A ledger of version 2, as the program made it then (no version was numbered in it).

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

