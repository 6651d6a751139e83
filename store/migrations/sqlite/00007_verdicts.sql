-- +goose Up

-- What people hold of pairs of passages that may pull against each other. Each
-- side is kept by version and by its words, so that a verdict is found again
-- when the text comes back or the sentence moves; it outlives both texts. What
-- was changed of it stands in work_history.
create table verdicts (
    a_edition  text not null, -- its address, as it was then; the side that stands first
    a_version  text not null,
    a_passage  text not null, -- s12
    a_start    integer not null, -- bytes of the canonical text of the version
    a_end      integer not null,
    a_quote    text not null,
    b_edition  text not null,
    b_version  text not null,
    b_passage  text not null,
    b_start    integer not null,
    b_end      integer not null,
    b_quote    text not null,
    verdict    text not null, -- tension, none or unsure
    note       text not null,
    at         text not null, -- RFC 3339, UTC
    changed_by text not null,
    primary key (a_version, a_start, b_version, b_start)
);
create index verdicts_a on verdicts (a_edition);
create index verdicts_b on verdicts (b_edition);
create index verdicts_version on verdicts (b_version);

-- +goose Down
drop table verdicts;
