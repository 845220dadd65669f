/** What fast-check makes up: tokens, answers, bodies, queries and keys, most of them nearly right. */
import fc from "fast-check";
import { KEYS } from "../../support/settings.ts";

const HEX = "0123456789abcdef".split("");

const hex = (length: number) =>
  fc.array(fc.constantFrom(...HEX), { minLength: length, maxLength: length }).map((digits) => digits.join(""));

/** Anything that can stand in one segment of a path. */
export const segment = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).map((text) => escapeAll(text)),
    fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).map((text) => escapeAll(text)),
    fc.uint8Array({ minLength: 1, maxLength: 24 }).map((bytes) => [...bytes].map((byte) => `%${two(byte)}`).join("")),
    fc
      .array(fc.constantFrom(..."%0aZ-_~!$&'()*+,;=:@".split("")), { minLength: 1, maxLength: 20 })
      .map((all) => all.join("")),
  )
  .filter((text) => !/^\.*$/.test(text) && !/^(?:%2e)+$/i.test(text));

/** Tokens that are none, most of them one step away from one that is. */
export function wrongToken(token: string): fc.Arbitrary<string> {
  const [object, secret] = [token.slice(5, 69), token.slice(70)];
  const at = fc.nat({ max: token.length - 1 });
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.tuple(at, fc.constantFrom(...HEX)).map(([index, digit]) => put(token, index, digit)) },
      { weight: 2, arbitrary: at.map((index) => token.slice(0, index) || "h") },
      { weight: 2, arbitrary: at.map((index) => `${token.slice(0, index)}${token.slice(index + 1)}`) },
      { weight: 2, arbitrary: segment.map((more) => token + more) },
      { weight: 3, arbitrary: fc.uuid().map((other) => `hitl_${object}_${other}`) },
      { weight: 3, arbitrary: hex(64).map((other) => `hitl_${other}_${secret}`) },
      { weight: 3, arbitrary: fc.tuple(hex(64), fc.uuid()).map(([id, other]) => `hitl_${id}_${other}`) },
      { weight: 1, arbitrary: at.map((index) => put(token, index, token[index]?.toUpperCase() ?? "")) },
      { weight: 3, arbitrary: segment },
    )
    .filter((made) => decoded(made) !== token);
}

/** Answers of which none is clearly a yes or a no. */
export const wrongAnswer = fc.oneof(
  fc
    .record(
      {
        approved: fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant([true]), fc.object(), fc.double()),
        approver: fc.string({ unit: "binary" }),
        feedback: fc.string({ unit: "binary" }),
        values: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .map((value) => text(value)),
  fc.jsonValue({ maxDepth: 6 }).map((value) => text(value)),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.uint8Array({ maxLength: 300 }),
  fc.nat({ max: 15 }).map((length) => '{"approved":true'.slice(0, length)),
);

export const wrongForm = fc
  .array(fc.tuple(fc.constantFrom("approved", "approver", "feedback", "seen", "values.a", "__proto__"), fc.string()))
  .map(
    (pairs) =>
      new URLSearchParams(pairs.filter(([name, value]) => name !== "approved" || !/^(true|false)$/.test(value))),
  )
  .map((form) => form.toString());

/** A body of a route with one or more of its members made up. */
export function wrongBody(body: object): fc.Arbitrary<string> {
  const names = [...Object.keys(body), "__proto__", "constructor", "feedback", "values", "timeout", "channels", "form"];
  return fc
    .array(
      fc.tuple(fc.constantFrom(...names), fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: "binary" }))),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((members) => text(Object.assign(Object.create(null), body, Object.fromEntries(members))));
}

export const query = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        "limit",
        "cursor",
        "status",
        "run",
        "approval",
        "actor",
        "approver",
        "ensemble",
        "after",
        "days",
        "next",
      ),
      fc.oneof(segment, fc.integer().map(String), fc.constantFrom("pending", "suspended", "evt_0", "true")),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&"));

export const wrongKey = fc.oneof(
  fc
    .tuple(fc.nat({ max: KEYS.main.length - 1 }), fc.constantFrom("!", "~", "Z"))
    .map(([at, mark]) => put(KEYS.main, at, mark)),
  fc.nat({ max: KEYS.main.length - 1 }).map((length) => KEYS.main.slice(0, length)),
  fc.string({ maxLength: 60 }).map((word) => word.replaceAll(/[^\x21-\x7e]/g, "")),
);

export function put(word: string, at: number, mark: string): string {
  return `${word.slice(0, at)}${mark}${word.slice(at + 1)}`;
}

function escapeAll(word: string): string {
  return encodeURIComponent(word.toWellFormed());
}

function decoded(made: string): string {
  try {
    return decodeURIComponent(made);
  } catch {
    return made;
  }
}

function two(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

export function text(value: unknown): string {
  return JSON.stringify(value) ?? "";
}
