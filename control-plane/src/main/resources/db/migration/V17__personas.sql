-- Instructions, tools, harness, model and mode under a name. An agent's log holds, whole, the version that it was
-- given, so that neither a change nor a removal here touches an agent. What a repository has of them stays there.

create table personas (
    id            uuid primary key,
    name          text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    owner_id      uuid not null references users on delete cascade deferrable,
    team_id       uuid references teams on delete cascade deferrable,
    description   text not null,
    -- Grows with each change; who changes says which one it has read.
    version       integer not null check (version > 0),
    instructions  text not null,
    -- Names with a space between; none leaves the choice open. So does an empty text in the next three.
    tools         text not null,
    harness       text not null,
    model         text not null,
    mode          text not null check (mode in ('', 'normal', 'plan', 'auto')),
    created_at    timestamptz not null,
    changed_at    timestamptz not null,
    changed_by    text not null
);
create unique index one_persona_per_name on personas (coalesce(team_id, owner_id), name);
