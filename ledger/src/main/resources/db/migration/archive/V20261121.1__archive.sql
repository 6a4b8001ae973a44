CREATE TABLE longshore.archive_plan (
    job_id             text   PRIMARY KEY,
    store              text,
    bucket             text   NOT NULL,
    key                text   NOT NULL,
    part_size          bigint NOT NULL,
    length             bigint NOT NULL,
    entries            bigint NOT NULL,
    directory_offset   bigint NOT NULL,
    directory_length   bigint NOT NULL,
    parts              int    NOT NULL,
    body_parts         int    NOT NULL,
    seam_parts         int    NOT NULL,
    hash               text   NOT NULL,
    upload_id          text,
    upload_intended_at timestamptz,
    upload_noted_at    timestamptz,
    completed_etag     text,
    bytes_read         bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 80);

CREATE INDEX archive_plan_upload ON longshore.archive_plan (upload_id) WHERE upload_id IS NOT NULL;

CREATE TABLE longshore.archive_part (
    job_id        text    NOT NULL,
    number        int     NOT NULL,
    kind          text    NOT NULL,
    first_ordinal bigint  NOT NULL,
    last_ordinal  bigint  NOT NULL,
    "offset"      bigint  NOT NULL,
    size          bigint  NOT NULL,
    state         text    NOT NULL DEFAULT 'queued',
    epoch         bigint  NOT NULL DEFAULT 0,
    attempts      int     NOT NULL DEFAULT 0,
    moved         boolean NOT NULL DEFAULT false, -- bytes of it have moved since it was taken
    sends         int     NOT NULL DEFAULT 0,
    etag          text,
    crcs          jsonb, -- [[ordinal, offset in the entry, length, crc32], …]
    PRIMARY KEY (job_id, number),
    CHECK (kind IN ('body', 'seam', 'directory')),
    CHECK (state IN ('queued', 'running', 'done'))
) WITH (fillfactor = 80);

CREATE INDEX archive_part_unfinished ON longshore.archive_part (job_id, first_ordinal) WHERE state <> 'done';

-- Uploads of plans that became void, until they are ended.
CREATE TABLE longshore.archive_leftover (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id      text   NOT NULL,
    store       text,
    bucket      text   NOT NULL,
    key         text   NOT NULL,
    upload_id   text,
    intended_at timestamptz,
    noted_at    timestamptz
);

CREATE INDEX archive_leftover_job ON longshore.archive_leftover (job_id);
