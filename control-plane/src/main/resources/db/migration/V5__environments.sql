-- What workspaces are prepared with. An agent's log holds, whole, the version that it was given, so
-- that neither a change nor a removal here touches an agent.

create table environments (
    id            uuid primary key,
    -- 'default' is the one that is always there, and is no row.
    name          text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$' and name <> 'default'),
    owner_id      uuid not null references users on delete cascade deferrable,
    team_id       uuid references teams on delete cascade deferrable,
    description   text not null,
    -- Grows with each change; who changes says which one it has read.
    version       integer not null check (version > 0),
    setup         text not null,
    setup_minutes integer not null check (setup_minutes > 0),
    created_at    timestamptz not null,
    changed_at    timestamptz not null,
    changed_by    text not null
);
create unique index one_environment_per_name on environments (coalesce(team_id, owner_id), name);
