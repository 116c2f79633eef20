-- What open drafts would take (a books.drafted.Drafted), in the millionths that the rest is in.
INSERT INTO likenesses (client_id, subject, mark, posted, entry_date, place)
SELECT d.client_id, d.id, CAST(sum((g.value ->> 2)::numeric * 1000000) AS BIGINT)::text || ' ' || (g.value ->> 0), false,
    (nullif(d.drafted, '')::jsonb ->> 'entry_date')::date, d.n
FROM drafts d CROSS JOIN LATERAL jsonb_array_elements(nullif(d.drafted, '')::jsonb -> 'goods') g
WHERE d.state IN ('waiting', 'blocked')
GROUP BY d.client_id, d.id, d.n, d.drafted, g.value ->> 0
HAVING sum((g.value ->> 2)::numeric) <> 0;

INSERT INTO likenesses (client_id, subject, mark, posted, entry_date, place)
SELECT client_id, id,
    CASE jsonb_array_length(told -> 'goods') WHEN 0 THEN 'amount ' ELSE 'worth ' END || (told ->> 'amount_minor'), false,
    (told ->> 'entry_date')::date, n
FROM (SELECT client_id, id, n, nullif(drafted, '')::jsonb AS told FROM drafts WHERE state IN ('waiting', 'blocked')) d
WHERE (told ->> 'amount_minor')::bigint <> 0;

CREATE INDEX ix_likenesses_posted ON likenesses (client_id, posted, mark, entry_date, place);
