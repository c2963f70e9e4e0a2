-- A tenant is no choice: without being told, SQLite takes an index that begins with the tenant for nearly as good as one row, and reads
-- through all that a tenant ever had. Rows in all, rows of a tenant, rows of a tenant's message or effect, and so on.

ANALYZE sqlite_schema;

INSERT INTO sqlite_stat1 VALUES
    ('messages', 'sqlite_autoindex_messages_2', '100000 50000 1'),
    ('message_groups', 'sqlite_autoindex_message_groups_1', '100000 50000 1 1'),
    ('group_rules', 'group_rules', '200000 100000 2 2 1'),
    ('effects', 'sqlite_autoindex_effects_1', '100000 50000 1'),
    ('effects', 'effects_message', '100000 50000 1'),
    ('effect_recipients', 'effect_recipients', '100000 50000 1 1'),
    ('effect_requires', 'effect_requires', '100000 50000 2 1'),
    ('effect_requires', 'effect_requires_required', '100000 50000 2'),
    ('bodies', 'sqlite_autoindex_bodies_1', '100000 50000 1'),
    ('bodies', 'bodies_message', '100000 50000 1'),
    ('register', 'sqlite_autoindex_register_1', '1000000 500000 1'),
    ('register', 'register_message', '1000000 500000 4');
