-- By the clock that nobody can set (seconds since the computer was started): when an entry was sent,
-- and when it was last looked for. Both are NULL where that was not, or is not known.
ALTER TABLE entries ADD COLUMN sent_up REAL;

ALTER TABLE entries ADD COLUMN looked_up REAL;
