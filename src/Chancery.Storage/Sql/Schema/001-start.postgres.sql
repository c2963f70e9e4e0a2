CREATE FUNCTION register_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the register is append-only';
END
$$;

CREATE TRIGGER register_keeps_entries BEFORE UPDATE OR DELETE ON register FOR EACH ROW EXECUTE FUNCTION register_is_append_only();

CREATE TRIGGER register_loses_no_entries BEFORE TRUNCATE ON register EXECUTE FUNCTION register_is_append_only();
