/**
 * The operations of a test: options are checked, bodies parsed and failures judged by the real ones; only what leaves
 * the process is replaced.
 */
import { operationOptions, type OperationName } from "../contract/operation-options.ts";
import type { Json } from "../kernel/json.ts";
import { checkOptions, requireTogether } from "../operations/check-options.ts";
import { code } from "../operations/code.ts";
import { http } from "../operations/http.ts";
import type { Operation, OperationPorts, OperationRequest } from "../operations/operation.ts";
import type { Call, Stub, Stubs } from "./stubs.ts";
import { TestFault } from "./test-fault.ts";

export interface StubPorts {
  readonly stubs: Stubs;
  /** ISO 8601. */
  readonly now: () => string;
  readonly called: (call: Call) => void;
  readonly fault: (error: unknown) => void;
}

/** Where a stub answers from memory there is nothing to wait for. */
const STUB_TIMEOUT_MS = 60_000;

export function stubOperations(ports: StubPorts): Readonly<Record<OperationName, Operation>> {
  const attempts = new Map<string, number>();
  const called: Called = (operation, request, more = {}) => {
    const path = pathOf(request);
    const attempt = (attempts.get(path) ?? 0) + 1;
    attempts.set(path, attempt);
    const { agent, config, input } = request;
    const call = { agent, path, operation, attempt, at: ports.now(), config: config as Json, input, ...more };
    ports.called(call);
    return call;
  };
  return {
    http: httpOperation(ports, called),
    code: codeOperation(ports, called),
    think: stubOperation("think", ports, called),
    email: stubOperation("email", ports, called),
    data: stubOperation("data", ports, called),
    notify: stubOperation("notify", ports, called),
  };
}

type Called = (
  operation: OperationName,
  request: OperationRequest,
  more?: Pick<Call, "method" | "url" | "headers" | "body">,
) => Call;

function httpOperation(ports: StubPorts, called: Called): Operation {
  return {
    ...http,
    run: (request, real) =>
      http.run(request, {
        ...real,
        fetch: async (target, init) => {
          const call = called("http", request, requestParts(String(target), init));
          return responseOf(await answer(ports, call));
        },
      }),
  };
}

function codeOperation(ports: StubPorts, called: Called): Operation {
  return {
    ...code,
    run: async (request, real: OperationPorts) => {
      const call = called("code", request);
      return stubFor(ports.stubs, call) === undefined ? code.run(request, real) : answer(ports, call);
    },
  };
}

function stubOperation(name: OperationName, ports: StubPorts, called: Called): Operation {
  return {
    options: operationOptions[name],
    defaultTimeoutMs: STUB_TIMEOUT_MS,
    run: async (request) => {
      requireTogether(name, checkOptions(operationOptions[name], request.config));
      return answer(ports, called(name, request));
    },
  };
}

async function answer(ports: StubPorts, call: Call): Promise<unknown> {
  const stub = stubFor(ports.stubs, call);
  if (stub === undefined) return report(ports, stubMissing(call));
  if (typeof stub !== "function") return structuredClone(stub);
  try {
    return await stub(call);
  } catch (error) {
    // An assertion inside a stub speaks to the author of the test, not to the ensemble.
    return isAssertion(error) ? report(ports, error) : Promise.reject(error);
  }
}

function stubFor({ agents, operations }: Stubs, { agent, operation }: Call): Stub | undefined {
  return Object.hasOwn(agents, agent) ? agents[agent] : operations[operation];
}

function report({ fault }: StubPorts, error: unknown): never {
  fault(error);
  throw error;
}

function stubMissing(call: Call): TestFault {
  const what = call.url === undefined ? shortened(JSON.stringify(call.config)) : `${call.method} ${call.url}`;
  return new TestFault(
    "stub-missing",
    `The agent "${call.agent}" called ${call.operation} (${what}), and the test does not say what comes back. ` +
      `Give startTest a stub: { operations: { ${call.operation}: (call) => … } } or { agents: { "${call.agent}": … } }.`,
  );
}

function isAssertion(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith("AssertionError");
}

function requestParts(url: string, init: RequestInit | undefined): Pick<Call, "method" | "url" | "headers" | "body"> {
  const headers = Object.fromEntries(new Headers(init?.headers));
  const text = typeof init?.body === "string" ? init.body : null;
  return {
    method: init?.method ?? "GET",
    url,
    headers,
    ...(text === null ? {} : { body: headers["content-type"] === "application/json" ? parseBody(text) : text }),
  };
}

function parseBody(text: string): Json {
  return JSON.parse(text) as Json;
}

function responseOf(value: unknown): Response {
  if (value instanceof Response) return value;
  return value === undefined ? new Response(null, { status: 204 }) : Response.json(value);
}

function pathOf({ run, idempotencyKey }: OperationRequest): string {
  return idempotencyKey.slice(run.id.length + 1);
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
