"""The tables of a store. Amounts and quantities of postings and stock are whole numbers of 0.00001, days are ISO texts."""

TABLES = """
CREATE TABLE company (realm TEXT PRIMARY KEY, info TEXT NOT NULL, preferences TEXT NOT NULL, traits TEXT NOT NULL,
    seed TEXT NOT NULL);
CREATE TABLE object (realm TEXT NOT NULL, entity TEXT NOT NULL, id INTEGER NOT NULL, name TEXT COLLATE NOCASE, day TEXT,
    updated INTEGER NOT NULL, deleted INTEGER NOT NULL, author TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (realm, entity, id));
CREATE INDEX object_by_name ON object (realm, entity, name);
CREATE INDEX object_by_day ON object (realm, entity, day);
CREATE INDEX object_by_update ON object (realm, entity, updated);
CREATE TABLE last_id (realm TEXT NOT NULL, sequence TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (realm, sequence));
CREATE TABLE answered (realm TEXT NOT NULL, request_id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (realm, request_id));
CREATE TABLE token (digest TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('code', 'access', 'refresh')),
    connection TEXT NOT NULL, realm TEXT NOT NULL, redirect_uri TEXT NOT NULL, expires REAL NOT NULL);

CREATE TABLE posting (realm TEXT NOT NULL, tx INTEGER NOT NULL, position INTEGER NOT NULL, account INTEGER NOT NULL,
    day TEXT NOT NULL, amount INTEGER NOT NULL, entity TEXT NOT NULL, memo TEXT NOT NULL, party TEXT NOT NULL,
    PRIMARY KEY (realm, tx, position));
CREATE INDEX posting_by_account ON posting (realm, account, day);
CREATE INDEX posting_by_day ON posting (realm, day);
CREATE TABLE balance (realm TEXT NOT NULL, account INTEGER NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (realm, account));

CREATE TABLE late (realm TEXT NOT NULL, tx INTEGER NOT NULL, until REAL NOT NULL, PRIMARY KEY (realm, tx));

CREATE TABLE holding (realm TEXT NOT NULL, item INTEGER NOT NULL, quantity INTEGER NOT NULL, value INTEGER NOT NULL,
    PRIMARY KEY (realm, item));
CREATE TABLE movement (realm TEXT NOT NULL, id INTEGER NOT NULL, item INTEGER NOT NULL, tx INTEGER NOT NULL,
    line INTEGER NOT NULL, entity TEXT NOT NULL, day TEXT NOT NULL, quantity INTEGER NOT NULL, value INTEGER NOT NULL,
    stated INTEGER, PRIMARY KEY (realm, id));
CREATE INDEX movement_by_item ON movement (realm, item, day, id);
CREATE INDEX movement_by_tx ON movement (realm, tx);
CREATE TABLE layer (realm TEXT NOT NULL, movement INTEGER NOT NULL, item INTEGER NOT NULL, day TEXT NOT NULL,
    quantity INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (realm, movement));
CREATE INDEX layer_by_item ON layer (realm, item, day, movement) WHERE quantity > 0;
CREATE TABLE take (realm TEXT NOT NULL, movement INTEGER NOT NULL, layer INTEGER NOT NULL, item INTEGER NOT NULL,
    quantity INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (realm, movement, layer));
CREATE INDEX take_by_layer ON take (realm, item, layer);
"""
