-- When somebody said that the flow's host is gone. Whoever announces or starts the flow again brings it back.
ALTER TABLE longshore.sync_flow ADD COLUMN forgotten_at timestamptz;
