-- Parts of a plan that has more of them than one upload takes: those of a stage become a temporary object first.
CREATE TABLE longshore.archive_stage (
    job_id     text   NOT NULL,
    number     int    NOT NULL,
    first_part int    NOT NULL,
    last_part  int    NOT NULL,
    size       bigint NOT NULL,
    upload_id  text,
    etag       text, -- of the object once it is complete
    copied     bigint NOT NULL DEFAULT 0, -- bytes that the store was told to copy from it into the archive
    PRIMARY KEY (job_id, number)
) WITH (fillfactor = 80);
