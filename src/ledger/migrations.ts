/** The ledger's tables, as a numbered list of changes. A change that was deployed is never edited: add the next. */

/**
 * Every index is one more row to pay for at every write, so an index is here only if a filter of `LedgerPort` needs it.
 * Long texts come last in a row: what stands before them is read without touching their pages.
 */
const FIRST = [
  `CREATE TABLE plans (
    hash TEXT PRIMARY KEY,
    json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,

  `CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    ensemble TEXT NOT NULL,
    status TEXT NOT NULL,
    seq INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    plan_hash TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    actor TEXT NOT NULL,
    origin TEXT NOT NULL,
    retry_of TEXT,
    restart_from TEXT,
    error_json TEXT,
    input_json TEXT NOT NULL,
    output_json TEXT
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX runs_by_status ON runs (status, created_at, run_id)`,
  `CREATE INDEX runs_by_ensemble ON runs (ensemble, status, created_at, run_id)`,

  `CREATE TABLE steps (
    run_id TEXT NOT NULL,
    path TEXT NOT NULL,
    seq INTEGER NOT NULL,
    report_seq INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    agent TEXT NOT NULL,
    round INTEGER NOT NULL,
    operation TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    attempts INTEGER NOT NULL,
    approval_id TEXT,
    code_version TEXT,
    reason TEXT,
    error_json TEXT,
    output_json TEXT,
    PRIMARY KEY (run_id, path)
  ) STRICT, WITHOUT ROWID`,

  `CREATE TABLE approvals (
    approval_id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    ensemble TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX approvals_by_status ON approvals (status, created_at, approval_id)`,
  `CREATE INDEX approvals_by_ensemble ON approvals (ensemble, status, created_at, approval_id)`,
  `CREATE INDEX approvals_by_run ON approvals (run_id, status, created_at, approval_id)`,

  `CREATE TABLE approval_approvers (
    approver TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    approval_id TEXT NOT NULL,
    PRIMARY KEY (approver, status, created_at, approval_id)
  ) STRICT, WITHOUT ROWID`,

  `CREATE TABLE audit (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor TEXT NOT NULL,
    run_id TEXT,
    approval_id TEXT,
    hash TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX audit_by_actor ON audit (actor)`,
  `CREATE INDEX audit_by_run ON audit (run_id) WHERE run_id IS NOT NULL`,
  `CREATE INDEX audit_by_approval ON audit (approval_id) WHERE approval_id IS NOT NULL`,
  `CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END`,
  `CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END`,
  // REPLACE deletes without firing a delete trigger, so it is met before it inserts.
  `CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
    WHEN NEW.seq <= (SELECT max(seq) FROM audit) OR EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END`,

  `CREATE TABLE chores (
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    pace TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    note TEXT NOT NULL,
    last_error TEXT,
    PRIMARY KEY (kind, subject)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX chores_by_due ON chores (due_at)`,

  // The day comes first, so that what is too old is one range and needs no index of its own.
  `CREATE TABLE idempotency (
    day INTEGER NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (day, key)
  ) STRICT, WITHOUT ROWID`,
] as const;

/** A table of its own: few steps use a model, and a column added to `steps` would stand behind the long texts. */
const STEP_USAGE = [
  `CREATE TABLE step_usage (
    run_id TEXT NOT NULL,
    path TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    PRIMARY KEY (run_id, path)
  ) STRICT, WITHOUT ROWID`,
] as const;

/** One absence of a person at a time. Persons are keyed in lower case, and shown as they were written. */
const ABSENCES = [
  `CREATE TABLE absences (
    person_key TEXT PRIMARY KEY,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    delegate_key TEXT NOT NULL,
    person TEXT NOT NULL,
    delegate TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
] as const;

/** Few of them: what is behind is found by walking them all. Events have no table: each is told from the trail. */
const WEBHOOKS = [
  `CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    cursor INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    disabled_because TEXT,
    failing_since INTEGER,
    delivered_at INTEGER,
    created_at INTEGER NOT NULL,
    types TEXT NOT NULL,
    secret TEXT NOT NULL,
    old_secret TEXT,
    old_until INTEGER,
    description TEXT NOT NULL,
    url TEXT NOT NULL,
    last_error TEXT
  ) STRICT, WITHOUT ROWID`,
] as const;

/**
 * For inboxes: whom an approval concerns, and what its text is found by. What was there before is taken over as far as
 * its approvers go; who has answered leaves the list with the next report.
 */
export const INBOXES = [
  `CREATE TABLE approval_people (
    person TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    approval_id TEXT NOT NULL,
    PRIMARY KEY (person, status, created_at, approval_id)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO approval_people (person, status, created_at, approval_id)
    SELECT approver, status, created_at, approval_id FROM approval_approvers`,
  `CREATE TABLE approval_texts (
    approval_id TEXT PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO approval_texts (approval_id, text)
    SELECT approval_id, lower(substr(concat_ws(char(10), json ->> '$.prompt', json ->> '$.requestedBy', ensemble), 1, 2000))
    FROM approvals`,
] as const;

/** What came from outside for runs, until a step takes it; and what runs say of their progress. */
const RUN_EVENTS = [
  `CREATE TABLE run_events (
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
    taken_by TEXT,
    request_hash TEXT NOT NULL,
    payload_json TEXT NOT NULL,
    PRIMARY KEY (run_id, key)
  ) STRICT`,
  `CREATE TABLE run_progress (
    run_id TEXT PRIMARY KEY,
    json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
] as const;

/**
 * For searches: which approvals have a piece of text, three characters and more. Texts are folded before they come here.
 * `approval_texts` stays: it finds the text of one approval, which this index cannot.
 */
export const SEARCH = [
  `CREATE VIRTUAL TABLE approval_search
    USING fts5 (approval_id UNINDEXED, text, tokenize = 'trigram case_sensitive 1')`,
  `INSERT INTO approval_search (approval_id, text) SELECT approval_id, text FROM approval_texts`,
] as const;

/** In the order in which they came; an earlier one is never changed. */
export const MIGRATIONS: readonly (readonly string[])[] = [
  FIRST,
  STEP_USAGE,
  ABSENCES,
  WEBHOOKS,
  INBOXES,
  RUN_EVENTS,
  SEARCH,
];

/** Brings the tables up to date; inside a transaction. */
export function migrate(sql: SqlStorage): void {
  sql.exec("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY) STRICT");
  const done = sql.exec<{ count: number }>("SELECT count(*) AS count FROM migrations").one().count;
  for (const [at, statements] of MIGRATIONS.entries()) {
    if (at < done) continue;
    for (const statement of statements) sql.exec(statement);
    sql.exec("INSERT INTO migrations (number) VALUES (?)", at + 1);
  }
}
