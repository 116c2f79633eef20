DROP TABLE company_paces;

DROP TABLE runs;
