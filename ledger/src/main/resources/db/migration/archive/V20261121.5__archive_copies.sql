-- Parts whose first bytes, or all, are copied inside the store.
ALTER TABLE longshore.archive_part
    ADD COLUMN copied bigint NOT NULL DEFAULT 0,
    DROP CONSTRAINT archive_part_kind_check,
    ADD CHECK (kind IN ('body', 'copy', 'seam', 'glued', 'directory'));

-- What the target's store could do when the archive was planned; null where nobody had asked it.
ALTER TABLE longshore.archive_plan ADD COLUMN abilities jsonb;
