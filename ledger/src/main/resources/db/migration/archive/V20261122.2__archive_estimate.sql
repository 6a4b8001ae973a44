-- What the plan asks of stores, as it was counted when it was laid; null of plans that nobody counted.
ALTER TABLE longshore.archive_plan ADD COLUMN estimate jsonb;
