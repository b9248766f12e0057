-- Such a column holds SHA-256 of payloads that are files in the home: a backup takes them along.
comment on column events.blob is 'blob';
