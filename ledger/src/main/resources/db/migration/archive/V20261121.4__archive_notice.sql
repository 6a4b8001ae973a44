-- What the queue called the notice of this archive, and when it took it.
ALTER TABLE longshore.archive_plan ADD COLUMN notice_message_id text, ADD COLUMN notice_sent_at timestamptz;
