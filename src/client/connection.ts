/** Requests to one Countersign: who asks, what is sent again, what a refusal becomes. */
import { CountersignApiError } from "./api-error.ts";
import { pause } from "./pause.ts";
import { retryPause } from "./retry-pause.ts";

/** Where Countersign is, who asks, and how requests are sent. */
export interface ConnectionOptions {
  /** Where Countersign is, such as `https://approve.example.com`. */
  readonly url: string;
  /** Needed for everything but links. Never in a page that others load. */
  readonly key?: string;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** How long one request may take, and how long a stream of events may be silent, in milliseconds; default: 60,000. */
  readonly timeoutMs?: number;
  /** How often a request that is safe to repeat is sent again; default: 3. */
  readonly retries?: number;
}

/** One request; a GET unless there is a body or a method. */
export interface Request {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Seconds that the server is to wait for something worth telling. */
  readonly wait?: number;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** As it came, with its body read. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const DEFAULT_TIMEOUT = 60_000;

const DEFAULT_RETRIES = 3;

/** A wait goes on for days: a server that is away for a minute is no reason to give it up. */
const RETRIES_OF_A_WAIT = 10;

/** Sends requests. Throws `CountersignApiError` for a refusal; sends again what is safe to send again. */
export class Connection {
  readonly url: string;
  readonly timeoutMs: number;
  readonly #key: string | undefined;
  readonly #fetch: typeof fetch;
  readonly #retries: number;

  constructor(options: ConnectionOptions) {
    this.url = requireBase(options.url);
    this.#key = options.key;
    // Called as a plain function: browsers refuse a fetch that is somebody's method.
    const own = options.fetch ?? globalThis.fetch;
    this.#fetch = (input, init) => own(input, init);
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT;
    this.#retries = options.retries ?? DEFAULT_RETRIES;
  }

  /** Under the key; `path` begins with a slash. */
  send<T>(path: string, request: Request = {}): Promise<T> {
    return this.#exchange<T>(`${this.url}${path}${queryText(request.query)}`, request, this.#authorization());
  }

  /** Without the key: the link is the credential. */
  sendByLink<T>(link: string, request: Request = {}): Promise<T> {
    return this.#exchange<T>(link, request, {});
  }

  /** An answer that goes on: its body is the caller's to read, for as long as it comes. */
  async open(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    const response = await this.#fetch(`${this.url}${path}`, {
      headers: { ...this.#authorization(), ...headers },
      redirect: "manual",
      signal,
    });
    if (response.status === 200) return response;
    throw refusal({ status: response.status, headers: response.headers, text: await response.text() });
  }

  #authorization(): Record<string, string> {
    return this.#key === undefined ? {} : { authorization: `Bearer ${this.#key}` };
  }

  async #exchange<T>(url: string, request: Request, authorization: Record<string, string>): Promise<T> {
    const most = request.wait === undefined ? this.#retries : Math.max(this.#retries, RETRIES_OF_A_WAIT);
    for (let attempts = 1; ; attempts += 1) {
      const answer = await this.#attempt(url, request, authorization);
      const pauseMs = attempts > most ? null : retryPause(asAttempted(answer), ruleFor(request, attempts));
      if (pauseMs === null) return readJson<T>(answer);
      await pause(pauseMs, request.signal);
    }
  }

  /** The answer, or why none came. */
  async #attempt(url: string, request: Request, authorization: Record<string, string>): Promise<Answer | Error> {
    const timeout = AbortSignal.timeout(this.timeoutMs);
    try {
      const response = await this.#fetch(url, {
        method: methodOf(request),
        headers: { ...headersOf(request), ...authorization },
        // A redirect would carry question and key to where nobody meant them to go.
        redirect: "manual",
        signal: request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      request.signal?.throwIfAborted();
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** A name as one segment of a path. */
export function segment(name: string): string {
  // `..` would be somewhere else, and nothing at all would be the list.
  if (/^\.{0,2}$/.test(name)) throw new TypeError(`"${name}" is no id and no name`);
  return encodeURIComponent(name);
}

function ruleFor(request: Request, attempts: number) {
  const repeatable = methodOf(request) === "GET" || request.idempotencyKey !== undefined;
  return { repeatable, attempts, now: Date.now(), random: Math.random() };
}

function asAttempted(answer: Answer | Error) {
  if (answer instanceof Error) return { status: "none" as const, retryAfter: null };
  return { status: answer.status, retryAfter: answer.headers.get("retry-after") };
}

function readJson<T>(answer: Answer | Error): T {
  if (answer instanceof Error) throw answer;
  const body = parse(answer.text);
  if (answer.status < 200 || answer.status > 299 || body === undefined) throw refusal(answer);
  return body as T;
}

function refusal({ status, headers, text }: Answer): CountersignApiError {
  return new CountersignApiError({ status, headers, body: parse(text) });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function methodOf({ method, body }: Request): string {
  return method ?? (body === undefined ? "GET" : "POST");
}

function headersOf({ body, wait, idempotencyKey }: Request): Record<string, string> {
  return {
    accept: "application/json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(wait === undefined ? {} : { prefer: `wait=${wait}` }),
    ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
  };
}

function queryText(query: Request["query"] = {}): string {
  const set = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return set.length === 0 ? "" : `?${new URLSearchParams(set).toString()}`;
}

function requireBase(url: string): string {
  if (/^https?:\/\/[^/]/.test(url)) return url.replace(/[/]+$/, "");
  throw new TypeError(`url: "${url}" is no http or https address, such as https://approve.example.com`);
}
