-- Backups that are being written: as long as one is, no body is deleted.
CREATE TABLE backups (
    id    TEXT    NOT NULL PRIMARY KEY,
    until INTEGER NOT NULL                    -- its writer has died if it has not said so again by then
) STRICT;
