-- Hosts that were allowed besides the lists: to one agent for a time, or to all of a user's or a team's always.
create table egress_rules (
    id         uuid primary key,
    agent_id   uuid references agents on delete cascade deferrable,
    owner_id   uuid not null references users on delete cascade deferrable,
    team_id    uuid references teams on delete cascade deferrable,
    -- As a list has it: example.org, *.example.org, example.org:8443.
    host       text not null,
    expires_at timestamptz,
    created_at timestamptz not null,
    created_by text not null,
    check ((agent_id is null) = (expires_at is null))
);
create unique index one_egress_rule_per_host
    on egress_rules (coalesce(agent_id, team_id, owner_id), host);
create index egress_rules_by_agent on egress_rules (agent_id) where agent_id is not null;
