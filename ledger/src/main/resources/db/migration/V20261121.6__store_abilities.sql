-- What a store can do beyond what every store does, found out once.
CREATE TABLE longshore.store_abilities (
    store     text        NOT NULL,
    endpoint  text        NOT NULL,
    abilities jsonb       NOT NULL,
    probed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store, endpoint)
);
