-- Sheets are written once. What is corrected later is another sheet of the same day.

CREATE TABLE sheets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL,
    at REAL NOT NULL,
    staff TEXT NOT NULL,
    user TEXT NOT NULL,
    terminal TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE INDEX sheets_by_day ON sheets (day);

CREATE TRIGGER sheets_are_not_changed BEFORE UPDATE ON sheets
BEGIN SELECT RAISE(ABORT, 'a closing sheet is never changed'); END;

CREATE TRIGGER sheets_are_not_deleted BEFORE DELETE ON sheets
BEGIN SELECT RAISE(ABORT, 'a closing sheet is never deleted'); END;
