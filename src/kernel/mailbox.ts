/** One mail address, with or without a name: `a@b.example` or `Name <a@b.example>` (RFC 5322 §3.4, without comments). */

export interface Mailbox {
  readonly email: string;
  readonly name?: string;
}

export type ParsedMailbox =
  | { readonly status: "ok"; readonly mailbox: Mailbox }
  /** `error` goes on after "… is not one mail address: ". */
  | { readonly status: "bad"; readonly error: string };

const NAMED = /^(?:"((?:[^"\\]|\\["\\])*)"|([^"<>,;:@()[\]\\]*))\s*<([^<>]*)>$/u;
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;
const MAX_NAME = 128;

/** Strict on purpose: what is not plainly one address could become two, or a header of its own. */
export function parseMailbox(text: string): ParsedMailbox {
  const trimmed = text.replace(/^ +| +$/g, "");
  if (trimmed === "") return bad("it is empty");
  if (HIDDEN.test(trimmed)) return bad("it has a line break or an invisible character");
  if (trimmed.length > MAX_ADDRESS + MAX_NAME) return bad("it is too long");
  const named = NAMED.exec(trimmed);
  if (named === null) return parseAddress(trimmed);
  const name = (named[1] ?? named[2] ?? "").replace(/\\(["\\])/g, "$1").trim();
  if (name.length > MAX_NAME) return bad("its name is too long");
  return parseAddress(named[3] ?? "", name);
}

export function isMailAddress(text: string): boolean {
  return text.includes("@") && parseMailbox(text).status === "ok";
}

/** Meant as a mail address, and none: nobody could be told there. */
export function isBrokenAddress(text: string): boolean {
  return text.includes("@") && !isMailAddress(text);
}

function parseAddress(email: string, name = ""): ParsedMailbox {
  if (/[,;]/.test(email)) return bad("it has a comma or semicolon; name one address");
  if (/\s/.test(email)) return bad("it has a space");
  const at = email.lastIndexOf("@");
  if (at < 1 || at === email.length - 1) return bad("it is not of the form name@example.com");
  if (email.length > MAX_ADDRESS || at > MAX_LOCAL) return bad("it is too long");
  if (!LOCAL.test(email.slice(0, at))) return bad("it is not of the form name@example.com");
  if (
    !email
      .slice(at + 1)
      .split(".")
      .every((label) => LABEL.test(label))
  )
    return bad("its domain is not valid");
  return { status: "ok", mailbox: name === "" ? { email } : { email, name } };
}

function bad(error: string): ParsedMailbox {
  return { status: "bad", error };
}
