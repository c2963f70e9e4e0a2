-- Work is claimed lane by lane: undecided messages by tenant, copies by tenant and next hop, new ones before repeated ones.

ALTER TABLE messages ADD COLUMN again INTEGER NOT NULL DEFAULT 0;   -- 1: not its first time

ALTER TABLE messages ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;  -- since it was last given back or recorded

ALTER TABLE effects ADD COLUMN again INTEGER NOT NULL DEFAULT 0;

ALTER TABLE effects ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;

ALTER TABLE effects ADD COLUMN lane TEXT NOT NULL DEFAULT '';       -- tenant, space, next hop

UPDATE effects SET lane = tenant || ' ' || next_hop, again = CASE WHEN attempts > 0 THEN 1 ELSE 0 END;

DROP INDEX messages_claimable;

DROP INDEX effects_claimable;

CREATE INDEX messages_lane ON messages (tenant, again, claimable) WHERE state = 'received';

CREATE INDEX messages_leased ON messages (lease_owner) WHERE lease_owner IS NOT NULL;

CREATE INDEX effects_lane ON effects (lane, again, claimable) WHERE state = 'pending';

CREATE INDEX effects_leased ON effects (lease_owner, next_hop) WHERE lease_owner IS NOT NULL;

CREATE TABLE paused_hops (
    next_hop  TEXT    NOT NULL PRIMARY KEY,   -- a star for all
    since     INTEGER NOT NULL,
    paused_by TEXT    NOT NULL
) STRICT;
