/** The hashes of the secrets that answer this approval; the secrets themselves are nowhere. */
import { equalSecrets, sha256Hex } from "../../kernel/hash.ts";

export interface LinkToken {
  /** The approver a personal link belongs to; `null` for a shared one. */
  readonly approver: string | null;
  /** True where Countersign itself delivered it to that approver's own address. */
  readonly verified: boolean;
  /** Who had it made, such as `channel:email` or `key:ci`. */
  readonly madeBy: string;
}

interface TokenRow extends Record<string, SqlStorageValue> {
  hash: string;
  approver: string | null;
  verified: number;
  made_by: string;
}

/** Makes a fresh secret, keeps its hash, and gives the secret out for the only time. */
export function mintToken(sql: SqlStorage, token: LinkToken, now: number): string {
  const secret = crypto.randomUUID();
  sql.exec(
    "INSERT INTO tokens (hash, approver, verified, made_by, made_at) VALUES (?, ?, ?, ?, ?)",
    sha256Hex(secret),
    token.approver,
    token.verified ? 1 : 0,
    token.madeBy,
    now,
  );
  return secret;
}

export function findToken(sql: SqlStorage, secret: string): LinkToken | null {
  const hash = sha256Hex(secret);
  const row = sql.exec<TokenRow>("SELECT * FROM tokens WHERE hash = ?", hash).toArray()[0];
  if (row === undefined || !equalSecrets(row.hash, hash)) return null;
  return { approver: row.approver, verified: row.verified === 1, madeBy: row.made_by };
}
