-- +goose Up

-- What people work out about bitexts, terms and translations. It is kept by
-- version, which fixes a text and the numbers of its sentences, and outlives
-- the editions: no foreign keys.

-- work grows with every committed change of it. It is apart from generation,
-- because nothing in the index depends on it.
alter table library add column work integer not null default 0;

-- People's word that two texts are a bitext, or are none.
create table pairs (
    src        text not null, -- version
    tgt        text not null,
    denied     integer not null, -- 1: they are none, whatever a machine thinks
    at         text not null, -- RFC 3339, UTC
    changed_by text not null,
    primary key (src, tgt)
);

-- Corrections of beads, one row an edit. The locked beads of a bitext are what
-- is left when its edits are gone through in order; an edit that was undone
-- stays and says so.
create table bead_edits (
    id         integer primary key autoincrement,
    src        text not null, -- version
    tgt        text not null,
    op         text not null, -- split, merge, move, lock or unlock
    removed    text not null, -- JSON: locked beads that it replaced
    added      text not null, -- JSON: locked beads that it made
    at         text not null, -- RFC 3339, UTC
    changed_by text not null,
    undone_at  text not null, -- empty: it holds
    undone_by  text not null
);
create index bead_edits_pair on bead_edits (src, tgt);

-- Findings of checks that a person has seen and holds to be right.
create table seen (
    src        text not null, -- version
    tgt        text not null,
    finding    text not null, -- name of the check
    src_run    text not null, -- first and last sentence: 3-4, or empty
    tgt_run    text not null,
    note       text not null,
    at         text not null, -- RFC 3339, UTC
    changed_by text not null,
    primary key (src, tgt, finding, src_run, tgt_run)
);

-- The term base.
create table concepts (
    id         text primary key,
    record     text not null, -- JSON: the concept
    at         text not null, -- RFC 3339, UTC
    changed_by text not null
);

-- Units of translation memories that were imported. One that was removed
-- stays and says so.
create table units (
    id         integer primary key autoincrement, -- the order in which they came
    name       text not null, -- hash of languages, passages and origin
    src_base   text not null, -- base language: zh for zh-Hant
    tgt_base   text not null,
    origin     text not null,
    record     text not null, -- JSON: the unit
    at         text not null, -- RFC 3339, UTC
    changed_by text not null,
    removed_at text not null, -- empty: it is in use
    removed_by text not null
);
create unique index units_name on units (name) where removed_at = '';
create index units_langs on units (src_base, tgt_base);
create index units_origin on units (origin);

-- What was changed of pairs, seen marks and concepts.
create table work_history (
    id         integer primary key autoincrement,
    what       text not null, -- pair, seen or concept
    name       text not null, -- its key: of a concept the id
    at         text not null, -- RFC 3339, UTC
    changed_by text not null,
    old        text not null, -- JSON: the whole record as it was; empty: there was none
    new        text not null  -- JSON: as it is then; empty: it was removed
);
create index work_history_name on work_history (what, name);

-- +goose Down
drop table work_history;
drop table units;
drop table concepts;
drop table seen;
drop table bead_edits;
drop table pairs;
alter table library drop column work;
