-- Each event touches its agent's row. Where a column with an index changes, PostgreSQL writes the row's entries in
-- all indexes anew: nobody reads this one, so it goes, and room on the page lets the row stay there.
drop index agents_last_active_at_id_idx;
alter table agents set (fillfactor = 50);
-- The list of agents goes by it.
create index on agents (created_at desc, id desc);
