-- An upload in parts that was begun for a file of a flow, so that the store is told to forget it when nobody goes on with it.
CREATE TABLE longshore.sync_upload (
    flow_id   bigint      NOT NULL,
    job_id    text        NOT NULL,
    ordinal   bigint      NOT NULL,
    address   text        NOT NULL,
    upload_id text        NOT NULL,
    begun_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (job_id, ordinal, upload_id)
);
CREATE INDEX sync_upload_of_flow ON longshore.sync_upload (flow_id);

-- Where a source is kept for a while after it was removed from its place.
ALTER TABLE longshore.sync_file ADD COLUMN kept text;
CREATE INDEX sync_file_kept ON longshore.sync_file (flow_id, verified_at) WHERE kept IS NOT NULL;

-- How much a flow has moved lately.
CREATE INDEX sync_file_at_target ON longshore.sync_file (flow_id, verified_at) INCLUDE (state, bytes)
    WHERE state IN ('moved', 'kept');
