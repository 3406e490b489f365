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
