CREATE TRIGGER register_keeps_entries BEFORE UPDATE ON register
BEGIN
    SELECT RAISE(ABORT, 'the register is append-only');
END;

CREATE TRIGGER register_loses_no_entries BEFORE DELETE ON register
BEGIN
    SELECT RAISE(ABORT, 'the register is append-only');
END;
