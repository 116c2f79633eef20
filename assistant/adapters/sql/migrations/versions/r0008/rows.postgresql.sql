-- Asked in a CASE, so that no plan is chosen by it: every statement names its client itself. In a subselect, so that it is worked
-- out once a statement.
DO $$
DECLARE
    its text;
BEGIN
    FOR its IN SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
               WHERE c.table_schema = current_schema() AND c.column_name = 'client_id' AND t.table_type = 'BASE TABLE'
    LOOP
        EXECUTE 'ALTER TABLE ' || quote_ident(its) || ' ENABLE ROW LEVEL SECURITY';
        EXECUTE 'ALTER TABLE ' || quote_ident(its) || ' FORCE ROW LEVEL SECURITY';
        EXECUTE 'CREATE POLICY of_client ON ' || quote_ident(its) || ' USING (CASE WHEN client_id = ANY '
            || '((SELECT nullif(current_setting(''writeoff.clients'', true), ''''))::text[]) THEN true ELSE false END)';
    END LOOP;
END $$;

CREATE POLICY of_person ON roles FOR SELECT USING (person = (SELECT current_setting('writeoff.person', true)));

CREATE POLICY of_person ON policies FOR SELECT USING (client_id IN (SELECT client_id FROM roles WHERE person = (SELECT current_setting('writeoff.person', true))));
