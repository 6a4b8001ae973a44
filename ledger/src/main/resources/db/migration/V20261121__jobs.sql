CREATE SCHEMA IF NOT EXISTS longshore;

-- Hands out the epochs of files and parts: one number for all that is taken at once, never the same twice.
CREATE SEQUENCE longshore.take;

CREATE TABLE longshore.job (
    id               text        PRIMARY KEY,
    room             text        NOT NULL,
    state            text        NOT NULL DEFAULT 'queued',
    desired          text        NOT NULL DEFAULT 'run',
    desired_now      boolean     NOT NULL DEFAULT false,
    command_seq      bigint      NOT NULL DEFAULT 0,
    acknowledged_seq bigint      NOT NULL DEFAULT 0,
    epoch            bigint      NOT NULL DEFAULT 0,
    waiting_for      text,
    request          jsonb       NOT NULL,
    request_hash     text        NOT NULL,
    idempotency_key  text,
    result           jsonb,
    listed           boolean     NOT NULL DEFAULT true,
    total_files      bigint      NOT NULL DEFAULT 0,
    done_files       bigint      NOT NULL DEFAULT 0,
    failed_files     bigint      NOT NULL DEFAULT 0,
    skipped_files    bigint      NOT NULL DEFAULT 0,
    total_bytes      bigint      NOT NULL DEFAULT 0,
    done_bytes       bigint      NOT NULL DEFAULT 0,
    submitted_by     text        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    touched_at       timestamptz NOT NULL DEFAULT now(), -- by whoever submits, commands or starts it
    started_at       timestamptz,
    finished_at      timestamptz,
    failure_type     text,
    failure_message  text,
    UNIQUE (room, submitted_by, idempotency_key),
    CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
    CHECK (desired IN ('run', 'pause', 'cancel'))
) WITH (fillfactor = 80);

CREATE INDEX job_newest ON longshore.job (created_at, id);
CREATE INDEX job_unfinished ON longshore.job (id) WHERE state IN ('queued', 'running', 'paused');
CREATE INDEX job_finished ON longshore.job (finished_at, id) WHERE finished_at IS NOT NULL;

-- No foreign key: a million rows are loaded at once, and only a transaction that holds the job's row adds any.
CREATE TABLE longshore.job_file (
    job_id          text    NOT NULL,
    ordinal         bigint  NOT NULL,
    source          text    NOT NULL,
    target          text    NOT NULL,
    state           text    NOT NULL DEFAULT 'queued',
    bytes           bigint,
    checksum        jsonb,
    target_id       text,
    epoch           bigint  NOT NULL DEFAULT 0,
    attempts        int     NOT NULL DEFAULT 0,
    moved           boolean NOT NULL DEFAULT false, -- bytes of it have moved since it was taken
    handle          jsonb,
    history         jsonb,
    failure_type    text,
    failure_message text,
    started_at      timestamptz,
    finished_at     timestamptz,
    PRIMARY KEY (job_id, ordinal),
    CHECK (state IN ('queued', 'running', 'done', 'failed', 'skipped', 'cancelled'))
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

-- Finds files of one job with the same target, the first one first; a hash, for names are long.
CREATE INDEX job_file_target ON longshore.job_file (hashtextextended(job_id || ' ' || target, 0), ordinal);

CREATE TABLE longshore.engine (
    only_one  boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    engine_id text        NOT NULL,
    way       text        NOT NULL,
    noted_at  timestamptz NOT NULL DEFAULT now()
);
