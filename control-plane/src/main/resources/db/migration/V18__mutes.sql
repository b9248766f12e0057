-- Which agents somebody does not want to hear of. It is a user's own, and nothing of the agent: so no log has it.

create table mutes (
    user_id  uuid not null references users on delete cascade deferrable,
    agent_id uuid not null references agents on delete cascade deferrable,
    at       timestamptz not null,
    primary key (agent_id, user_id)
);
create index mutes_by_user on mutes (user_id);
