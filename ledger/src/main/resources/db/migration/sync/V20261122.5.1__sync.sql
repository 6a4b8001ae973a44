-- A folder of a host and a place in a bucket, between which files are moved. Its job is sync:<host>:<name>.
CREATE TABLE longshore.sync_flow (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    host         text        NOT NULL,
    name         text        NOT NULL,
    direction    text        NOT NULL CHECK (direction IN ('up', 'down')),
    folder       text        NOT NULL,
    place        text        NOT NULL,
    announced_at timestamptz NOT NULL DEFAULT now(),
    folder_mark  text, -- what the folder's mark says, so that another one is not taken for it
    place_mark   text, -- likewise, of the bucket
    passes       bigint      NOT NULL DEFAULT 0,
    compared_at  timestamptz, -- when folder or listing were last compared with what is known here
    UNIQUE (host, name)
);

-- One content under one name of a flow, from the moment when it was found until it is settled what came of it.
CREATE TABLE longshore.sync_file (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    flow_id     bigint      NOT NULL,
    path_key    uuid        NOT NULL, -- a hash of the path, for paths are long
    path        text        NOT NULL,
    generation  bigint      NOT NULL,
    state       text        NOT NULL DEFAULT 'waiting',
    identity    text        NOT NULL,
    bytes       bigint      NOT NULL,
    job_id      text,
    ordinal     bigint,
    target      text,
    proof       text,
    found_at    timestamptz NOT NULL DEFAULT now(),
    verified_at timestamptz,
    ended_at    timestamptz,
    why         text,
    CHECK (state IN ('waiting', 'moving', 'kept', 'moved', 'replaced', 'gone', 'failed'))
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

-- Of one name only the newest content is anybody's business.
CREATE UNIQUE INDEX sync_file_open ON longshore.sync_file (flow_id, path_key)
    WHERE state IN ('waiting', 'moving', 'kept');
CREATE INDEX sync_file_waiting ON longshore.sync_file (flow_id, id) WHERE state = 'waiting';
CREATE INDEX sync_file_moving ON longshore.sync_file (flow_id) WHERE state = 'moving';
CREATE INDEX sync_file_failed ON longshore.sync_file (flow_id, ended_at) WHERE state = 'failed';
CREATE INDEX sync_file_life ON longshore.sync_file (flow_id, path_key, generation);
CREATE INDEX sync_file_of_job ON longshore.sync_file (job_id, ordinal) WHERE job_id IS NOT NULL;
