-- Times are UTC ticks of 100 ns since 0001-01-01, as the register's chain hashes them. Nothing in clear comes from a body.
-- Written in SQLite's words; other engines take the same tables in theirs. Alternatives are written out: of a list SQLite makes a
-- table at every use.

CREATE TABLE checks (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE tenant_keys (
    tenant  TEXT    NOT NULL,
    version INTEGER NOT NULL,
    wrapped BLOB    NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (tenant, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
    tenant            TEXT    NOT NULL,
    id                TEXT    NOT NULL UNIQUE,
    state             TEXT    NOT NULL CHECK (state = 'received' OR state = 'decided' OR state = 'done' OR state = 'corrupt'),
    note              TEXT,
    received          INTEGER NOT NULL,
    due               INTEGER,
    claimable         INTEGER,              -- due, or the end of a lease
    lease_owner       TEXT,
    session           TEXT    NOT NULL,
    reverse_path      TEXT    NOT NULL,
    recipients        TEXT    NOT NULL,
    eight_bit         INTEGER NOT NULL,
    smtp_utf8         INTEGER NOT NULL,
    body_id           TEXT    NOT NULL,
    body_length       INTEGER NOT NULL,
    body_sha256       TEXT    NOT NULL,
    header_message_id TEXT,
    header_from       TEXT,
    find_from         TEXT    NOT NULL,     -- reverse-path and From address, lower case
    find_to           TEXT    NOT NULL,     -- recipients, lower case
    find_message_id   TEXT,                 -- without angle brackets
    decision          BLOB,                 -- sealed
    PRIMARY KEY (tenant, id)
) STRICT;

CREATE INDEX messages_claimable ON messages (claimable) WHERE state = 'received';
CREATE INDEX messages_received ON messages (received);
CREATE INDEX messages_waiting ON messages (received) WHERE state <> 'done';
CREATE INDEX messages_message_id ON messages (find_message_id);

CREATE TABLE message_groups (
    tenant     TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    number     INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state = 'delivering' OR state = 'held' OR state = 'quarantined' OR state = 'rejected' OR state = 'delivered' OR state = 'failed' OR state = 'superseded'),
    recipients TEXT    NOT NULL,
    hidden     INTEGER NOT NULL,
    plan       BLOB    NOT NULL,          -- sealed: may name attachments
    reason     TEXT,
    expires    INTEGER,
    PRIMARY KEY (tenant, message_id, number),
    FOREIGN KEY (tenant, message_id) REFERENCES messages (tenant, id)
) STRICT;

CREATE INDEX message_groups_expires ON message_groups (expires) WHERE state = 'held';

CREATE TABLE group_rules (
    tenant       TEXT    NOT NULL,
    message_id   TEXT    NOT NULL,
    group_number INTEGER NOT NULL,
    ordinal      INTEGER NOT NULL,
    rule         TEXT    NOT NULL,
    certainty    TEXT    NOT NULL,
    PRIMARY KEY (tenant, message_id, group_number, ordinal),
    FOREIGN KEY (tenant, message_id, group_number) REFERENCES message_groups (tenant, message_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE effects (
    tenant       TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    message_id   TEXT    NOT NULL,
    group_number INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state = 'pending' OR state = 'done' OR state = 'failed'),
    attempts     INTEGER NOT NULL,
    created      INTEGER NOT NULL,
    due          INTEGER,                   -- null while a required effect is not done, and when final
    claimable    INTEGER,                   -- due, or the end of a lease
    lease_owner  TEXT,
    reverse_path TEXT    NOT NULL,
    body_id      TEXT    NOT NULL,
    body_length  INTEGER NOT NULL,
    body_sha256  TEXT    NOT NULL,
    view         BLOB    NOT NULL,          -- sealed: may hold changed header fields
    size         INTEGER NOT NULL,
    eight_bit    INTEGER NOT NULL,
    smtp_utf8    INTEGER NOT NULL,
    next_hop     TEXT    NOT NULL,
    minimum_tls  TEXT    NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, message_id) REFERENCES messages (tenant, id)
) STRICT;

CREATE INDEX effects_message ON effects (tenant, message_id);
CREATE INDEX effects_claimable ON effects (claimable) WHERE state = 'pending';

CREATE TABLE effect_recipients (
    tenant    TEXT    NOT NULL,
    effect_id TEXT    NOT NULL,
    ordinal   INTEGER NOT NULL,
    address   TEXT    NOT NULL,
    state     TEXT    NOT NULL CHECK (state = 'pending' OR state = 'delivered' OR state = 'failed'),
    reply     TEXT,
    PRIMARY KEY (tenant, effect_id, ordinal),
    FOREIGN KEY (tenant, effect_id) REFERENCES effects (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE effect_requires (
    tenant    TEXT    NOT NULL,
    effect_id TEXT    NOT NULL,
    ordinal   INTEGER NOT NULL,
    required  TEXT    NOT NULL,
    PRIMARY KEY (tenant, effect_id, ordinal),
    FOREIGN KEY (tenant, effect_id) REFERENCES effects (tenant, id),
    FOREIGN KEY (tenant, required) REFERENCES effects (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX effect_requires_required ON effect_requires (tenant, required);

CREATE TABLE bodies (
    tenant     TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    obsolete   INTEGER NOT NULL DEFAULT 0,
    sealed     BLOB,                        -- null: in a file of its own
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, message_id) REFERENCES messages (tenant, id)
) STRICT;

CREATE INDEX bodies_message ON bodies (tenant, message_id);
CREATE INDEX bodies_obsolete ON bodies (obsolete) WHERE obsolete = 1;

CREATE TABLE register (
    tenant     TEXT    NOT NULL,
    sequence   INTEGER NOT NULL,
    time       INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    message_id TEXT,
    data       TEXT    NOT NULL,
    previous   TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    PRIMARY KEY (tenant, sequence)
) STRICT;

CREATE INDEX register_message ON register (tenant, message_id) WHERE message_id IS NOT NULL;

CREATE TABLE keys (
    tenant      TEXT    NOT NULL,
    fingerprint TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    addresses   TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    not_before  INTEGER NOT NULL,
    not_after   INTEGER NOT NULL,
    certificate BLOB    NOT NULL,
    private_key BLOB,                       -- sealed
    PRIMARY KEY (tenant, fingerprint)
) STRICT;

CREATE TABLE key_addresses (
    tenant      TEXT NOT NULL,
    address     TEXT NOT NULL,              -- lower case
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (tenant, address, fingerprint),
    FOREIGN KEY (tenant, fingerprint) REFERENCES keys (tenant, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE INDEX key_addresses_fingerprint ON key_addresses (tenant, fingerprint);
