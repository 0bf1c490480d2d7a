-- Version 2 of the catalogue: the short forms of a number are looked up in the text index, and nothing asked for these.

DROP INDEX telegram_number;
ALTER TABLE telegram DROP COLUMN year;
ALTER TABLE telegram DROP COLUMN post;
ALTER TABLE telegram DROP COLUMN number;
