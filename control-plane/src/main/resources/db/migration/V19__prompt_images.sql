-- Images beside what people say to agents. Their bytes are payloads; what is said names them by their digest.

-- What somebody has uploaded and may put beside a message for a day.
create table uploaded_images (
    user_id uuid not null references users on delete cascade deferrable,
    blob    bytea not null,
    type    text not null,
    bytes   bigint not null,
    at      timestamptz not null,
    primary key (user_id, blob)
);
create index uploaded_images_by_blob on uploaded_images (blob);
create index uploaded_images_by_age on uploaded_images (at);
comment on column uploaded_images.blob is 'blob';

-- What stands beside a message in an agent's log, as long as the log does.
create table agent_images (
    agent_id uuid not null references agents on delete cascade deferrable,
    blob     bytea not null,
    type     text not null,
    bytes    bigint not null,
    primary key (agent_id, blob)
);
create index agent_images_by_blob on agent_images (blob);
comment on column agent_images.blob is 'blob';
