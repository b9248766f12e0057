-- More of what an environment says, and the secrets of its setup script.

-- 'repository' now means what a repository itself says.
update environments set name = 'repository-' || left(id::text, 8) where name = 'repository';

alter table environments
    -- Names and values, as JSON.
    add column variables  text not null default '{}',
    -- Hosts that may be reached, one a line.
    add column allow      text not null default '',
    -- Of the sandbox, where it is less than what the operator grants.
    add column memory     integer check (memory > 0),
    add column processor  integer check (processor > 0),
    add column processes  integer check (processes > 0),
    -- For agents whose starter names none.
    add column harness    text,
    add column model      text,
    add column mode       text;

create table environment_secrets (
    id             uuid primary key,
    environment_id uuid not null references environments on delete cascade deferrable,
    name           text not null,
    sealed         bytea not null,
    created_at     timestamptz not null,
    created_by     text not null,
    unique (environment_id, name)
);
comment on column environment_secrets.sealed is 'sealed';

-- An agent that only tries an environment is not among the others.
alter table agents add column trial boolean not null default false;

-- What setup scripts have made, as archives that lie beside the database, under their key.
create table kept_states (
    key            text primary key,
    -- Only agents of the same owner are given it.
    owner_id       uuid not null references users on delete cascade deferrable,
    environment_id uuid not null,
    version        integer not null,
    repository     text not null,
    base           text not null,
    bytes          bigint not null,
    setup_seconds  bigint not null,
    made_at        timestamptz not null,
    used_at        timestamptz not null
);
create index kept_states_of_environment on kept_states (environment_id, owner_id, repository);
comment on table kept_states is 'backup: nothing';
