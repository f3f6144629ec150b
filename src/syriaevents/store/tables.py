"""The tables of a run's store, as migrations: each entry brings a store from its version to the next.

A new table is a new entry at the end; an entry that was released never changes. ``PRAGMA user_version``
counts the entries that a store has had.
"""

APPLICATION_ID = 0x53594556
"""``SYEV``: what tells a run's store from other SQLite files (``PRAGMA application_id``)."""

_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

-- A setting is all that shapes a result besides the article: results of different settings never mix.
CREATE TABLE settings (
    id TEXT PRIMARY KEY,            -- digest of the other columns but last_run
    model TEXT NOT NULL,
    prompt_version TEXT NOT NULL,
    schema_version TEXT NOT NULL,
    options TEXT NOT NULL,          -- JSON
    last_run INTEGER NOT NULL       -- number of the last run with it
) WITHOUT ROWID;

CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    setting TEXT NOT NULL,
    started TEXT NOT NULL,          -- moments are ISO 8601, UTC
    ended TEXT,                     -- NULL: under way, or killed
    outcome TEXT                    -- how it ended, for a person to read
);

-- Distinct texts in the order in which they were met.
CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,      -- 32 hex digits of the text's SHA-256
    copy_of TEXT,                   -- hash of the article whose records stand for this one too
    id TEXT NOT NULL,
    title TEXT,
    source TEXT,
    url TEXT,
    published TEXT,
    language TEXT,
    text TEXT NOT NULL
);
CREATE INDEX articles_copies ON articles (copy_of) WHERE copy_of IS NOT NULL;

-- Every place an article was met in, syndicated copies too.
CREATE TABLE sources (
    article TEXT NOT NULL,          -- hash of the article whose records stand for it
    hash TEXT NOT NULL,             -- hash of its own text
    id TEXT NOT NULL,
    title TEXT,
    source TEXT,
    url TEXT,
    published TEXT
);
CREATE UNIQUE INDEX sources_once
    ON sources (article, hash, id, ifnull(source, ''), ifnull(url, ''), ifnull(published, ''));

-- What near copies of a text are found by.
CREATE TABLE bands (value INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (value, article)) WITHOUT ROWID;

CREATE TABLE results (
    article TEXT NOT NULL,
    setting TEXT NOT NULL,
    extraction TEXT NOT NULL,       -- JSON, one line of JSONL
    actors INTEGER NOT NULL,        -- counts
    statements INTEGER NOT NULL,
    military_movements INTEGER NOT NULL,
    diplomatic_initiatives INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    finished TEXT NOT NULL,
    PRIMARY KEY (article, setting)
);

CREATE TABLE rejected (
    article TEXT NOT NULL,
    setting TEXT NOT NULL,
    number INTEGER NOT NULL,        -- counts from 1 in its article
    type TEXT NOT NULL,
    reason TEXT NOT NULL,
    draft TEXT NOT NULL,            -- JSON, as the model gave it
    PRIMARY KEY (article, setting, number)
);

CREATE TABLE failures (
    article TEXT NOT NULL,
    setting TEXT NOT NULL,
    cause TEXT NOT NULL,            -- name of the error
    message TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    dead INTEGER NOT NULL,          -- 1: asked again only on demand; 0: asked again by the next run
    first_failed TEXT NOT NULL,
    last_failed TEXT NOT NULL,
    PRIMARY KEY (article, setting)
);
CREATE INDEX failures_kept ON failures (setting, dead);

-- What each attempt cost, those that failed too.
CREATE TABLE usage (
    number INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    article TEXT NOT NULL,
    setting TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    seconds REAL NOT NULL,
    usd REAL,                       -- NULL: no price is known
    at TEXT NOT NULL
);
"""

_BATCHES = """
-- One file of requests each, and the provider's batch made of it.
CREATE TABLE batch_parts (
    name TEXT PRIMARY KEY,          -- the mark that the batch is found by at the provider
    stage TEXT NOT NULL,
    file TEXT,                      -- the provider's ids
    batch TEXT,
    requests INTEGER NOT NULL,
    made REAL NOT NULL              -- seconds since 1970
) WITHOUT ROWID;

CREATE TABLE batch_requests (
    key TEXT PRIMARY KEY,           -- digest of the request's body
    part TEXT,                      -- NULL: in no batch that is under way
    line INTEGER NOT NULL,          -- of the part's file, from 1
    attempts INTEGER NOT NULL DEFAULT 0,   -- batches that ended without an answer
    status INTEGER,                 -- NULL: not answered
    response BLOB,
    cause TEXT                      -- why the last batch had no answer
) WITHOUT ROWID;
CREATE INDEX batch_requests_open ON batch_requests (part, line) WHERE part IS NOT NULL;

-- Articles with a request whose answer is still to come.
CREATE TABLE batch_waiting (
    article TEXT NOT NULL,
    setting TEXT NOT NULL,
    request TEXT NOT NULL,
    PRIMARY KEY (article, setting)
) WITHOUT ROWID;
CREATE TRIGGER batch_answered AFTER INSERT ON results BEGIN
    DELETE FROM batch_waiting WHERE article = NEW.article AND setting = NEW.setting;
END;
CREATE TRIGGER batch_failed AFTER INSERT ON failures BEGIN
    DELETE FROM batch_waiting WHERE article = NEW.article AND setting = NEW.setting;
END;
CREATE TRIGGER batch_failed_again AFTER UPDATE ON failures BEGIN
    DELETE FROM batch_waiting WHERE article = NEW.article AND setting = NEW.setting;
END;
"""

_EVENTS = """
-- What records of several articles tell of together, as `syriaevents link` made it of a setting's results.
CREATE TABLE events (
    setting TEXT NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,        -- order, from 1
    type TEXT NOT NULL,
    action TEXT NOT NULL,
    start_date TEXT,                -- days are ISO 8601
    end_date TEXT,
    sources INTEGER NOT NULL,
    corroborated INTEGER NOT NULL,
    contradicted INTEGER NOT NULL,
    event TEXT NOT NULL,            -- JSON
    PRIMARY KEY (setting, id)
);
CREATE INDEX events_order ON events (setting, number);

CREATE TABLE event_members (
    setting TEXT NOT NULL,
    event TEXT NOT NULL,
    article_id TEXT NOT NULL,       -- as the article gives it
    record_id TEXT NOT NULL,
    copy_of TEXT,                   -- id of the article that this one is a copy of
    denies INTEGER NOT NULL         -- 1: the record says that it did not happen
);
CREATE INDEX event_members_event ON event_members (setting, event);
CREATE INDEX event_members_record ON event_members (setting, article_id, record_id);
"""

_ANSWERS = """
-- Answers about articles that need several, until the article has its result: what was answered is not asked again.
CREATE TABLE answers (
    article TEXT NOT NULL,
    setting TEXT NOT NULL,
    question TEXT NOT NULL,         -- digest of the messages and of the answer's schema
    answer TEXT NOT NULL,           -- JSON
    prompt_tokens INTEGER NOT NULL, -- 0 once they are counted in usage
    completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (article, setting, question)
) WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _BATCHES, _EVENTS, _ANSWERS)
