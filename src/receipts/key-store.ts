/** Loads and saves keys. A key has its private half until it is retired; its public half stays for good. */
import { applyMigrations } from "../kernel/tables.ts";
import type { PrivateJwk, PublicJwk } from "./receipt-key.ts";

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE keys (
     seq INTEGER PRIMARY KEY,
     x TEXT NOT NULL UNIQUE,
     d TEXT,
     made_at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE migrations (version INTEGER PRIMARY KEY) STRICT;`,
];

/** Brings the tables to the newest version. */
export function migrate(sql: SqlStorage): void {
  applyMigrations(sql, MIGRATIONS);
}

export function insertKey(sql: SqlStorage, { x, d }: PrivateJwk, madeAt: number): void {
  sql.exec("INSERT INTO keys (x, d, made_at) VALUES (?, ?, ?)", x, d, madeAt);
}

/** The oldest key that is not retired. */
export function loadSigningKey(sql: SqlStorage): PrivateJwk | null {
  const row = sql
    .exec<{ x: string; d: string }>("SELECT x, d FROM keys WHERE d IS NOT NULL ORDER BY seq LIMIT 1")
    .toArray()[0];
  return row === undefined ? null : { kty: "OKP", crv: "Ed25519", ...row };
}

export function listPublicKeys(sql: SqlStorage): readonly PublicJwk[] {
  return sql
    .exec<{ x: string }>("SELECT x FROM keys ORDER BY seq")
    .toArray()
    .map(({ x }) => ({ kty: "OKP", crv: "Ed25519", x }));
}

/** Forgets the private half of the key that signs: from then on the next one does. */
export function retireKey(sql: SqlStorage): void {
  sql.exec("UPDATE keys SET d = NULL WHERE seq = (SELECT min(seq) FROM keys WHERE d IS NOT NULL)");
}
