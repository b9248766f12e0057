-- The control planes that work on this database, and what it is bound to.

create table processes (
    -- As it stands in runner.connected.
    id          text primary key,
    -- HOST:PORT of the port for other processes of this installation; null until it listens.
    address     text,
    -- The fingerprint of its secrets key.
    key         text not null,
    -- Its home and its machine, for people.
    place       text not null,
    -- In the database's time.
    alive_until timestamptz not null
);

-- The folder that holds its payloads, the place where its sandboxes run: another one knows nothing
-- of what is there, so a process that brings another is refused.
create table bonds (
    name  text primary key,
    value text not null,
    words text not null
);

comment on table processes is 'backup: nothing';
comment on table bonds is 'backup: nothing';
