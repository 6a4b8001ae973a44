-- Since when the store, asked to complete the upload, does not show the part among those that it holds.
ALTER TABLE longshore.archive_part ADD COLUMN missed_at timestamptz;
