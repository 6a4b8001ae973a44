-- What a survey of a flow knows of itself: one that checks, plans or cleans up.
CREATE TABLE longshore.sync_survey (
    job_id   text    PRIMARY KEY,
    flow_id  bigint  NOT NULL,
    epoch    bigint  NOT NULL DEFAULT 0, -- of the run that looked at folder and bucket
    listing  bigint  NOT NULL DEFAULT 0, -- counts the looks, of which only the newest writes
    listed   boolean NOT NULL DEFAULT false,
    files    bigint  NOT NULL DEFAULT 0, -- in the folder
    asked    bigint, -- removals that somebody has to approve
    approved bigint
);
CREATE INDEX sync_survey_of_flow ON longshore.sync_survey (flow_id);

-- One name of a flow, what is on either side of it, and what the survey says of that.
CREATE TABLE longshore.sync_finding (
    id       bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    job_id   text   NOT NULL,
    path_key uuid   NOT NULL,
    path     text   NOT NULL,
    file     text, -- the identity of the file, null if there is none
    object   text, -- likewise, of the object
    bytes    bigint,
    touched  timestamptz,
    what     text, -- null until it is settled
    target   text,
    proof    text,
    why      text,
    PRIMARY KEY (job_id, id),
    UNIQUE (job_id, path_key)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX sync_finding_unsettled ON longshore.sync_finding (job_id, id) WHERE what IS NULL;
CREATE INDEX sync_finding_to_remove ON longshore.sync_finding (job_id, id) WHERE what = 'remove';

ALTER TABLE longshore.sync_flow
    ADD COLUMN surveys bigint NOT NULL DEFAULT 0,
    ADD COLUMN cleaned_at timestamptz; -- when a cleanup by age was last begun by itself

-- A file that is removed by age from a folder: noted before, and after.
ALTER TABLE longshore.sync_file
    ADD COLUMN removing_at timestamptz,
    ADD COLUMN removed_at timestamptz;
CREATE INDEX sync_file_removing ON longshore.sync_file (flow_id) WHERE removing_at IS NOT NULL;
