-- The entry that lists the others and what was left out; null where none was wished.
ALTER TABLE longshore.archive_plan ADD COLUMN manifest_name text, ADD COLUMN manifest_size bigint;
