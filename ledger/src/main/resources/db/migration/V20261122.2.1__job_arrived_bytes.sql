-- How many of the job's bytes are where they belong, those of files that are not whole yet among them.
ALTER TABLE longshore.job ADD COLUMN arrived_bytes bigint NOT NULL DEFAULT 0;
