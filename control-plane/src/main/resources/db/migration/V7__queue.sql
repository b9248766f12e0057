-- The place of an agent in the queue is counted without looking at the agents themselves.
drop index agents_state_since_idx;
create index on agents (state_since, id) where state = 'queued';
