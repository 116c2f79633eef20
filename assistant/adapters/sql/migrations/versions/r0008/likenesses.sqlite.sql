-- What open drafts would take (a books.drafted.Drafted), in the millionths that the rest is in.
INSERT INTO likenesses (client_id, subject, mark, posted, entry_date, place)
SELECT d.client_id, d.id,
    CAST(CAST(round(sum(json_extract(g.value, '$[2]') * 1000000)) AS BIGINT) AS VARCHAR) || ' ' || json_extract(g.value, '$[0]'),
    false, json_extract(d.drafted, '$.entry_date'), d.n
FROM drafts d JOIN json_each(nullif(d.drafted, ''), '$.goods') g
WHERE d.state IN ('waiting', 'blocked')
GROUP BY d.client_id, d.id, d.n, d.drafted, json_extract(g.value, '$[0]')
HAVING round(sum(json_extract(g.value, '$[2]') * 1000000)) <> 0;

INSERT INTO likenesses (client_id, subject, mark, posted, entry_date, place)
SELECT client_id, id,
    CASE json_array_length(drafted, '$.goods') WHEN 0 THEN 'amount ' ELSE 'worth ' END || json_extract(drafted, '$.amount_minor'),
    false, json_extract(drafted, '$.entry_date'), n
FROM drafts WHERE state IN ('waiting', 'blocked') AND drafted <> '' AND json_extract(drafted, '$.amount_minor') <> 0;

CREATE INDEX ix_likenesses_posted ON likenesses (client_id, posted, mark, entry_date, place);
