-- What was said to an agent, by the key of whoever said it: sent twice, it is one message.
create table message_keys (
    agent_id uuid not null references agents on delete cascade deferrable,
    user_id  uuid not null references users on delete cascade deferrable,
    key      text not null,
    -- Of the request: another one under the same key is refused.
    digest   text not null,
    -- Which it is in the log, once it stands there.
    message  uuid not null,
    sent     boolean not null default false,
    primary key (agent_id, user_id, key)
);
create unique index on message_keys (message);
