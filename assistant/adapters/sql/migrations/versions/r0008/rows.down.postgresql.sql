DROP POLICY of_person ON policies;

DROP POLICY of_person ON roles;

DO $$
DECLARE
    its text;
BEGIN
    FOR its IN SELECT tablename FROM pg_policies WHERE schemaname = current_schema() AND policyname = 'of_client'
    LOOP
        EXECUTE 'DROP POLICY of_client ON ' || quote_ident(its);
        EXECUTE 'ALTER TABLE ' || quote_ident(its) || ' NO FORCE ROW LEVEL SECURITY';
        EXECUTE 'ALTER TABLE ' || quote_ident(its) || ' DISABLE ROW LEVEL SECURITY';
    END LOOP;
END $$;
