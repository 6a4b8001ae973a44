-- Whether a room takes new orders by itself, from queues and schedules; a room without a row does.
CREATE TABLE longshore.intake (
    room      text        PRIMARY KEY,
    paused    boolean     NOT NULL,
    paused_by text,
    since     timestamptz NOT NULL DEFAULT now()
);
