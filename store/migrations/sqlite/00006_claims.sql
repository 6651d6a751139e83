-- +goose Up

-- What people claim of texts: a sentence, the rule by which it can be tested, and
-- the passages that it names, anchored as notes are. What was changed of a claim
-- stands in work_history.
create table claims (
    id           integer primary key autoincrement,
    sentence     text not null,
    rule         text not null, -- JSON
    passages     text not null, -- JSON: a list of anchors
    stands       text not null, -- JSON: the anchor of the sentence in an analysis; null
    at           text not null, -- RFC 3339, UTC
    changed_by   text not null,
    edited_at    text not null, -- empty: it is as it was written
    edited_by    text not null,
    removed_at   text not null, -- empty: it holds
    removed_by   text not null
);

-- What tests of claims came to. It cannot be made again, since the texts of then
-- are not those of now. A test that comes to the same as the one before changes
-- the row: the last_ columns say when that was.
create table claim_outcomes (
    id              integer primary key autoincrement,
    claim           integer not null references claims (id),
    name            text not null, -- what the outcome is told from others by
    state           text not null,
    outcome         text not null, -- JSON, of the last test
    editions        integer not null, -- texts behind it
    at              text not null,
    changed_by      text not null,
    last_editions   integer not null,
    last_at         text not null,
    last_generation integer not null -- of the record
);
create index claim_outcomes_claim on claim_outcomes (claim, id);

-- +goose Down
drop table claim_outcomes;
drop table claims;
