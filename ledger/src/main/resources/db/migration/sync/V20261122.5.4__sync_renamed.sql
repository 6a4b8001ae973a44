-- Finds what a file was called before it was renamed. What was removed under its own name has no other.
CREATE INDEX sync_file_identity ON longshore.sync_file (flow_id, identity)
    WHERE state NOT IN ('moved', 'kept') OR state = 'moved' AND why LIKE 'SOURCE_MISSING: %';
