-- What the client asked of transport and reports (RFC 3461, RFC 8689), as JSON; null where nothing was asked.

ALTER TABLE messages ADD COLUMN request TEXT;

ALTER TABLE effects ADD COLUMN request TEXT;
