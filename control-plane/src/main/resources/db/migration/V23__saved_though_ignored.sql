-- Ignored files that the checkpoints of an environment's agents save all the same: globs, one a line.
alter table environments add column save text not null default '';
