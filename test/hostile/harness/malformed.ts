/** What is wrong with a request in itself: bodies, paths and queries that no honest program sends. */

const DEEP = 100_000;

/** By what is wrong; none of them says `approved: true` where that is looked for. */
export const BODIES: Readonly<Record<string, string | Uint8Array>> = {
  nothing: "",
  "white space": "   \n",
  "a word": "approve",
  null: "null",
  "a list": '[{"approved":true}]',
  "a text": '"approved"',
  "cut off": '{"approved":tru',
  "a comment": '{/* */"approved":1}',
  "bad UTF-8": Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  "UTF-16": Buffer.from('\ufeff{"approved":1}', "utf16le"),
  "a byte order mark": '\ufeff{"approved":"yes"}',
  "bytes that are no text": Uint8Array.from({ length: 512 }, (_, index) => index % 256),
  "half a surrogate pair": String.raw`{"approved":"\ud800","feedback":"\udfff","prompt":"\ud800","approver":"\ud800","from":"\ud800","to":"\udc00","url":"http://\ud800","title":"\ud800","input":{"key":"\ud800","\ud800":1}}`,
  NUL: String.raw`{"approved":"\u0000","feedback":"\u0000","approver":"a\u0000b","from":"\u0000","to":"\u0000","url":"http://a\u0000b/","prompt":"\u0000","input":{"key":"\u0000","\u0000":"\u0000"},"delegate":"\u0000"}`,
  "lists in lists": "[".repeat(DEEP) + "]".repeat(DEEP),
  "objects in objects": '{"values":'.repeat(1_000) + "1" + "}".repeat(1_000),
  "lists that do not close": "[".repeat(DEEP),
  "a prototype": '{"__proto__":{"approved":true,"url":"http://a.example"},"approved":"true"}',
  "a constructor": '{"constructor":{"prototype":{"approved":true}},"approved":1,"values":{"__proto__":{"a":1}}}',
  "a number beyond all": '{"approved":1e999,"timeout":1e999,"minApprovals":-1e999,"expiresAt":1e999}',
  "other types": '{"approved":[true],"approver":{},"feedback":[],"values":[],"input":7,"prompt":{},"url":[],"until":0}',
  "times that are none": '{"expiresAt":"9999999-99-99","until":"0000-00-00T99:99:99Z","timeout":"1e9 years"}',
};

export const HUGE = `{"approved":"${"x".repeat(2 * 1_024 * 1_024)}"}`;

/** In place of an id, a name or a token. */
export const SEGMENTS: readonly string[] = [
  "%",
  "%zz",
  "%ff",
  "%c3%28",
  "%ed%a0%80",
  "%00",
  "a%00b",
  "%0d%0aset-cookie:%20a=b",
  "%2e%2e%2f%2e%2e",
  "..%5c..",
  "%2f%2f",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "'%20OR%201=1--",
  "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
  "x".repeat(4_000),
  "%F0%9F%98%80",
  "run_",
  "hitl_",
  `hitl_${"f".repeat(64)}`,
  `hitl_${"f".repeat(64)}_00000000-0000-4000-8000-000000000000`,
  "-1",
  "*",
];

export const QUERIES: readonly string[] = [
  "limit=0",
  "limit=-1",
  "limit=1e9",
  "limit=101",
  "limit=NaN",
  "limit=10&limit=20",
  "cursor=%ff",
  "cursor=%00",
  "cursor=eyJhIjoxfQ",
  "cursor=" + "A".repeat(3_000),
  "cursor=__proto__",
  "status=__proto__",
  "status=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
  "run=%27%20OR%201=1--",
  "run=%ed%a0%80",
  "approver=%00&ensemble=%ff&actor=%zz",
  "__proto__[a]=1&constructor=1",
  "after=evt_999999999999999_ffffffffffffffff",
  "from=%ff&to=x&since=-1",
  "days=1e99&page=-1&check=",
  "next=//evil.example",
  "%",
  "&&&===",
];

export const TYPES: readonly string[] = [
  "text/xml",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "multipart/form-data; boundary=x",
  "application/json; charset=utf-16",
  "a\tb",
  ";",
];

export const METHODS: readonly string[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "OPTIONS"];
