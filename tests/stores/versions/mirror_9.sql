-- A mirror of version 8, as the program made it then, with two customers in it.

-- The mirror of one shop. A row keeps the reply's own object as JSON, minus private fields;
-- the other columns are what queries need of it. Times are Unix seconds.
-- read_at is when the request that told the row was sent: a late answer never replaces a newer one.

CREATE TABLE customers (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    reply TEXT NOT NULL,
    read_at REAL NOT NULL,
    patched INTEGER NOT NULL DEFAULT 0,
    deactivated INTEGER NOT NULL DEFAULT 0
);

-- What active customers are found by (words.py), and when they were last in; numbered as there.
CREATE TABLE customer_search (
    number INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL UNIQUE,
    last_in REAL NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    other TEXT NOT NULL
);

-- Both hold all that a search asks them for, so that it touches few pages of the file.
CREATE INDEX customer_search_by_last_in ON customer_search (last_in DESC, name, phone, other);
CREATE INDEX customer_search_by_number ON customer_search (number, last_in);

-- The words are folded before they come here, so the plainest tokenizer is the right one. Short
-- beginnings have an index of their own: many words share them.
CREATE VIRTUAL TABLE customer_words USING fts5 (
    name, phone, other,
    content = 'customer_search', content_rowid = 'number',
    tokenize = 'ascii', detail = 'column', prefix = '1 2 3 4'
);

CREATE TRIGGER customer_search_inserted AFTER INSERT ON customer_search BEGIN
    INSERT INTO customer_words (rowid, name, phone, other)
    VALUES (new.number, new.name, new.phone, new.other);
END;

CREATE TRIGGER customer_search_deleted AFTER DELETE ON customer_search BEGIN
    INSERT INTO customer_words (customer_words, rowid, name, phone, other)
    VALUES ('delete', old.number, old.name, old.phone, old.other);
END;

CREATE TRIGGER customer_search_updated AFTER UPDATE OF name, phone, other ON customer_search
WHEN old.name <> new.name OR old.phone <> new.phone OR old.other <> new.other BEGIN
    INSERT INTO customer_words (customer_words, rowid, name, phone, other)
    VALUES ('delete', old.number, old.name, old.phone, old.other);
    INSERT INTO customer_words (rowid, name, phone, other)
    VALUES (new.number, new.name, new.phone, new.other);
END;

-- A deleted order stays as a mark, so that a late answer does not bring it back.
-- due_cents is what is still to pay, in hundredths; garments are garment rows of their own.
CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    created REAL NOT NULL,
    is_open INTEGER NOT NULL,
    is_ready INTEGER NOT NULL,
    in_work INTEGER NOT NULL,
    due_cents INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    read_at REAL NOT NULL,
    patched INTEGER NOT NULL DEFAULT 0,
    reply TEXT NOT NULL
);

CREATE INDEX orders_by_customer
    ON orders (customer_id, is_open DESC, created DESC, is_ready, due_cents) WHERE deleted = 0;

CREATE INDEX orders_in_work ON orders (created DESC) WHERE in_work = 1 AND deleted = 0;

CREATE TABLE garments (
    order_id TEXT NOT NULL,
    barcode TEXT NOT NULL,
    read_at REAL NOT NULL,
    patched INTEGER NOT NULL DEFAULT 0,
    reply TEXT NOT NULL,
    PRIMARY KEY (order_id, barcode)
) WITHOUT ROWID;

CREATE INDEX garments_by_barcode ON garments (barcode);

-- When all garments of an order were read: one without garments is told from one never asked for.
CREATE TABLE garment_readings (order_id TEXT PRIMARY KEY, read_at REAL NOT NULL) WITHOUT ROWID;

CREATE TABLE repeat_pickups (
    customer_id TEXT PRIMARY KEY,
    read_at REAL NOT NULL,
    reply TEXT NOT NULL
) WITHOUT ROWID;

-- Whole replies of summaryReport: first and last are days, yyyy-mm-dd.
CREATE TABLE summary_windows (
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    read_at REAL NOT NULL,
    reply TEXT NOT NULL,
    PRIMARY KEY (first, last)
) WITHOUT ROWID;

-- Whole replies that are asked for again and again: products, price lists, inventory.
CREATE TABLE documents (
    key TEXT PRIMARY KEY,
    read_at REAL NOT NULL,
    reply TEXT NOT NULL
) WITHOUT ROWID;

-- Windows of days (yyyy-mm-dd, both ends included) whose rows are all here.
CREATE TABLE filled_windows (
    kind TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    PRIMARY KEY (kind, first, last)
) WITHOUT ROWID;

-- Single facts about the mirror itself, such as when changes were last asked for.
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- changed_at tells when status, pieces or summary of an order last came out differently: its
-- garments may have changed with them. 0 where that was before this column was there.
ALTER TABLE orders ADD COLUMN changed_at REAL NOT NULL DEFAULT 0;

-- Customers that were removed for good. What is still told of them is not kept, until an order made
-- after `at` (Unix seconds) shows that they came back. subjects: what the journal has to forget
-- with them, as a JSON list of its names; empty once it did.
CREATE TABLE forgotten (
    customer_id TEXT PRIMARY KEY,
    at REAL NOT NULL,
    subjects TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- The journal may still tell about a customer's deleted orders.
CREATE INDEX orders_deleted ON orders (customer_id) WHERE deleted = 1;

-- When a customer signed up: one who is not among those told of that time is deactivated.
-- 0 where it is not known.
ALTER TABLE customers ADD COLUMN signed_up REAL NOT NULL DEFAULT 0;

UPDATE customers
SET signed_up = coalesce(CAST(json_extract(reply, '$.signedUpTimeStamp') AS REAL), 0);

CREATE INDEX customers_by_signed_up ON customers (signed_up, read_at, deactivated);

-- The open orders, by when they were read: one that CleanCloud no longer counts among them shows.
CREATE INDEX orders_open ON orders (read_at, created) WHERE is_open = 1 AND deleted = 0;

-- Today's work. status as it came; due_day (yyyy-mm-dd, empty where there is none) is when an order
-- is to be picked up, while that is to come, else when it is to be ready. Only open orders have it.
ALTER TABLE orders ADD COLUMN status TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN due_day TEXT NOT NULL DEFAULT '';

UPDATE orders SET
    status = coalesce(json_extract(reply, '$.status'), ''),
    due_day = coalesce(
        date(
            nullif(
                CAST(
                    json_extract(
                        reply,
                        CASE WHEN json_extract(reply, '$.status') IN ('3', '4')
                            THEN '$.pickupDate' ELSE '$.deliveryDate' END
                    ) AS INTEGER
                ),
                0
            ),
            'unixepoch'
        ),
        ''
    )
WHERE is_open = 1 AND deleted = 0 AND json_valid(reply);

CREATE INDEX orders_due ON orders (status, due_day, created) WHERE is_open = 1 AND deleted = 0;
CREATE INDEX orders_unpaid ON orders (is_open, created) WHERE due_cents > 0 AND deleted = 0;

-- The words of all names, each once, in Latin letters: what a misspelt word may have been meant for.
-- uses counts the customers of that name; sound is how it is spoken (search/sounds.py), told by
-- whoever stores the name.
CREATE TABLE name_words (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE,
    sound TEXT NOT NULL DEFAULT '',
    uses INTEGER NOT NULL
);

CREATE INDEX name_words_by_sound ON name_words (sound, uses);

-- Their runs of three signs, ^ and $ standing for where a word begins and ends.
CREATE VIRTUAL TABLE name_parts USING fts5 (
    part, content = '', detail = none, tokenize = 'trigram'
);

CREATE TRIGGER name_words_inserted AFTER INSERT ON name_words BEGIN
    INSERT INTO name_parts (rowid, part) VALUES (new.id, '^' || new.word || '$');
END;

CREATE TRIGGER name_words_deleted AFTER DELETE ON name_words BEGIN
    INSERT INTO name_parts (name_parts, rowid, part)
    VALUES ('delete', old.id, '^' || old.word || '$');
END;

-- Names hold words parted by blanks, without a quote among them, so they are easily made a list.
CREATE TRIGGER customer_name_inserted AFTER INSERT ON customer_search BEGIN
    INSERT INTO name_words (word, uses)
    SELECT value, 1 FROM json_each('["' || replace(trim(new.name), ' ', '","') || '"]')
    WHERE length(value) > 1 AND value NOT GLOB '*[^a-z]*'
    ON CONFLICT (word) DO UPDATE SET uses = uses + 1;
END;

CREATE TRIGGER customer_name_deleted AFTER DELETE ON customer_search BEGIN
    UPDATE name_words SET uses = uses - 1 WHERE word IN (
        SELECT value FROM json_each('["' || replace(trim(old.name), ' ', '","') || '"]')
    );
    DELETE FROM name_words WHERE uses < 1 AND word IN (
        SELECT value FROM json_each('["' || replace(trim(old.name), ' ', '","') || '"]')
    );
END;

CREATE TRIGGER customer_name_updated AFTER UPDATE OF name ON customer_search
WHEN old.name <> new.name BEGIN
    INSERT INTO name_words (word, uses)
    SELECT value, 1 FROM json_each('["' || replace(trim(new.name), ' ', '","') || '"]')
    WHERE length(value) > 1 AND value NOT GLOB '*[^a-z]*'
    ON CONFLICT (word) DO UPDATE SET uses = uses + 1;
    UPDATE name_words SET uses = uses - 1 WHERE word IN (
        SELECT value FROM json_each('["' || replace(trim(old.name), ' ', '","') || '"]')
    );
    DELETE FROM name_words WHERE uses < 1 AND word IN (
        SELECT value FROM json_each('["' || replace(trim(old.name), ' ', '","') || '"]')
    );
END;

INSERT INTO customers (number, id, reply, read_at, patched, deactivated, signed_up)
    VALUES (1, '12', '{"ID": "12", "Name": "Ann Lee", "Tel": "555 0101", "signedUpTimeStamp": "1700000000"}', 1780000000.0, 0, 0, 1700000000.0);
INSERT INTO customers (number, id, reply, read_at, patched, deactivated, signed_up)
    VALUES (2, '15', '{"ID": "15", "Name": "Bo Ek", "Tel": "555 0199", "signedUpTimeStamp": "1710000000"}', 1780000000.0, 0, 0, 1710000000.0);

INSERT INTO customer_search (number, customer_id, last_in, name, phone, other)
    VALUES (1, '12', 1779913600.0, ' ann lee ', ' 01 0101 101 50101 550101 5550101 ', ' 12 ');
INSERT INTO customer_search (number, customer_id, last_in, name, phone, other)
    VALUES (2, '15', 1779996400.0, ' bo ek ', ' 0199 199 50199 550199 5550199 99 ', ' 15 ');
UPDATE name_words SET sound = 'n' WHERE word = 'ann';
UPDATE name_words SET sound = 'p' WHERE word = 'bo';
UPDATE name_words SET sound = 'k' WHERE word = 'ek';
UPDATE name_words SET sound = 'l' WHERE word = 'lee';

INSERT INTO orders (id, customer_id, created, is_open, is_ready, in_work, due_cents, deleted, read_at, patched, reply, changed_at, status, due_day)
    VALUES ('437', '12', 1779913600.0, 1, 1, 1, 950, 0, 1780000000.0, 0, '{"id": "437", "customerID": "12", "status": "1", "total": "9.50", "paid": "0", "pickupDate": "1778932800", "deliveryDate": "1779105600"}', 0.0, '1', '2026-05-18');
INSERT INTO orders (id, customer_id, created, is_open, is_ready, in_work, due_cents, deleted, read_at, patched, reply, changed_at, status, due_day)
    VALUES ('440', '15', 1779996400.0, 1, 0, 1, 0, 0, 1780000000.0, 1, '{"id": "440", "customerID": "15", "status": "0", "total": "12.00", "paid": "1", "deliveryDate": "1779192000"}', 0.0, '0', '2026-05-19');

INSERT INTO orders (id, customer_id, created, is_open, is_ready, in_work, due_cents, deleted, read_at, patched, reply, changed_at, status, due_day)
    VALUES ('441', '15', 1779996500.0, 0, 0, 0, 0, 0, 1780000000.0, 0, '{"id": "441", "customerID": "15", "status": "2", "total": "15.00", "paid": "0", "businessID": "15", "invoiceID": "152605"}', 0.0, '2', '');

INSERT INTO garments (order_id, barcode, read_at, patched, reply)
    VALUES ('437', '0042', 1780000000.0, 0, '{"barcodeID": "0042", "color1": "Red"}');

INSERT INTO garment_readings (order_id, read_at)
    VALUES ('437', 1780000000.0);

INSERT INTO repeat_pickups (customer_id, read_at, reply)
    VALUES ('12', 1780000000.0, '[{"pickupID": "3", "customerID": "12"}]');

INSERT INTO summary_windows (first, last, read_at, reply)
    VALUES ('2026-01-01', '2026-01-02', 1780000000.0, '{}');

INSERT INTO documents (key, read_at, reply)
    VALUES ('getProducts {}', 1780000000.0, '{"Products":[]}');

INSERT INTO filled_windows (kind, first, last, row_count)
    VALUES ('customers', '2026-01-01', '2026-01-30', 2);

INSERT INTO facts (name, value)
    VALUES ('changes asked at', '1780000000.0');

INSERT INTO forgotten (customer_id, at, subjects)
    VALUES ('77', 1779999000.0, '["customer:77"]');

CREATE TABLE order_figures (
    order_id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    created REAL NOT NULL,
    cleaned REAL NOT NULL,
    completed REAL NOT NULL,
    paid_at REAL NOT NULL,
    paid INTEGER,
    owed INTEGER,
    owed_cents INTEGER,
    total_cents INTEGER,
    pieces INTEGER,
    payment TEXT NOT NULL,
    is_pickup INTEGER,
    is_express INTEGER,
    express_cents INTEGER,
    discount_cents INTEGER,
    tip_cents INTEGER,
    tax_cents INTEGER,
    lines TEXT NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER order_deleted AFTER UPDATE OF deleted ON orders WHEN new.deleted = 1 BEGIN
    DELETE FROM order_figures WHERE order_id = new.id;
END;

CREATE TRIGGER order_removed AFTER DELETE ON orders BEGIN
    DELETE FROM order_figures WHERE order_id = old.id;
END;

INSERT INTO order_figures (order_id, customer_id, created, cleaned, completed, paid_at, paid, owed, owed_cents,
        total_cents, pieces, payment, is_pickup, is_express, express_cents, discount_cents, tip_cents, tax_cents, lines)
    VALUES ('437', '12', 0.0, 0.0, 0.0, 0.0, 0, 1, 950,
        950, NULL, 'Other', NULL, NULL, NULL, NULL, NULL, NULL, '');

INSERT INTO order_figures (order_id, customer_id, created, cleaned, completed, paid_at, paid, owed, owed_cents,
        total_cents, pieces, payment, is_pickup, is_express, express_cents, discount_cents, tip_cents, tax_cents, lines)
    VALUES ('440', '15', 0.0, 0.0, 0.0, 0.0, 1, 0, NULL,
        1200, NULL, 'Other', NULL, NULL, NULL, NULL, NULL, NULL, '');

INSERT INTO order_figures (order_id, customer_id, created, cleaned, completed, paid_at, paid, owed, owed_cents,
        total_cents, pieces, payment, is_pickup, is_express, express_cents, discount_cents, tip_cents, tax_cents, lines)
    VALUES ('441', '15', 0.0, 0.0, 0.0, 0.0, 0, 0, NULL,
        1500, NULL, 'Other', NULL, NULL, NULL, NULL, NULL, NULL, '');

PRAGMA user_version = 9;
