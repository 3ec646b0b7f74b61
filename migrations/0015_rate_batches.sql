-- Exchange rates can come with an import, which undo takes back. One set by hand has no batch.

alter table exchange_rate add column batch_id integer references batch (id);
