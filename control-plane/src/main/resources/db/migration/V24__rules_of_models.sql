-- Rules for calls to models that an environment's agents may break: hosted-tools, one a line.
alter table environments add column allow_models text not null default '';
