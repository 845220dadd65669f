/** The door of other Workers: one whose binding has another workspace's props, or none, and arguments of any type. */
import { ERRORS } from "../../../src/kernel/errors.ts";
import { Probe } from "./probe.ts";
import type { Part } from "./report.ts";
import type { Target } from "./target.ts";

type Binding = "COUNTERSIGN" | "NEIGHBOUR" | "CLOSED";

const UNKNOWN = `hitl_${"ab".repeat(32)}`;
const METHODS = ["request", "get", "list", "decide", "cancel"] as const;
/** What the class has beside its methods, and what every object has. */
const NO_METHODS = ["env", "ctx", "fetch", "constructor", "__proto__", "toString", "then", "#as", "decideAll", ""];
const CAUSE = /\bat \S+ \(|node_modules|SQLITE_|workerd/;

export async function attackBinding(target: Target): Promise<Part> {
  const attack = new BindingAttack(new Probe(target));
  await attack.neighbours();
  await attack.wrongTypes();
  return attack.part;
}

class BindingAttack {
  readonly #probe: Probe;

  constructor(probe: Probe) {
    this.#probe = probe;
  }

  get part(): Part {
    const { requests, problems } = this.#probe;
    return { name: "bindings", figures: { calls: requests }, problems };
  }

  /** Ids of another workspace are there for nobody else, whatever is done with them. */
  async neighbours(): Promise<void> {
    const { id } = await this.#probe.target.ask({ prompt: "For whom?", channels: [] });
    const calls = (of: string) =>
      [
        ["get", [of]],
        ["decide", [of, { approved: true }]],
        ["decide", [of, { approved: true, approver: "ana@example.com" }]],
        ["cancel", [of, "mine"]],
      ] as const;
    const missing = calls(UNKNOWN);
    for (const [index, [method, args]] of calls(id).entries()) {
      const foreign = await this.#refusal("NEIGHBOUR", method, args);
      const none = await this.#refusal("NEIGHBOUR", method, missing[index]?.[1] ?? []);
      if (foreign.replaceAll(id, "ID") !== none.replaceAll(UNKNOWN, "ID"))
        this.#probe.blame(`${method}: what is foreign looks unlike what is missing: ${foreign}`);
      await this.#refusal("CLOSED", method, args);
    }
    for (const method of ["request", "list"]) await this.#refusal("CLOSED", method, [{ prompt: "x" }]);
    const listed = await this.#call("NEIGHBOUR", "list", [{ limit: 100 }]);
    if (listed.includes(id)) this.#probe.blame("another workspace lists what is ours");
    await this.#probe.expectOpen(id);
    const { answer } = JSON.parse(await this.#call("COUNTERSIGN", "decide", [id, { approved: true }])) as {
      answer?: { readonly status: string };
    };
    if (answer?.status !== "approved") this.#probe.blame("the right binding cannot decide");
  }

  async wrongTypes(): Promise<void> {
    const { id } = await this.#probe.target.ask({ prompt: "Of what type?", channels: [] });
    for (const method of METHODS.filter((one) => one !== "list"))
      for (const value of VALUES) await this.#refusal("COUNTERSIGN", method, [value]);
    for (const value of VALUES.slice(1)) {
      await this.#refusal("COUNTERSIGN", "decide", [id, value]);
      await this.#refusal("COUNTERSIGN", "list", [value]);
      if (typeof value !== "string" || value.length > 1_000) await this.#refusal("COUNTERSIGN", "cancel", [id, value]);
    }
    for (const value of [-1, 1e9, "5", 0.5, []]) await this.#refusal("COUNTERSIGN", "get", [id, value]);
    for (const more of [{ workspace: "other" }, { requestedBy: "boss" }, { approvers: [] }, { __proto__: 1, x: 1 }])
      await this.#refusal("COUNTERSIGN", "request", [{ prompt: "x", ...more }]);
    for (const manner of [{ wake: {} }, { waitSeconds: 1e9 }, { workspace: "other" }, 7])
      await this.#refusal("COUNTERSIGN", "request", [{ prompt: "x" }, manner]);
    for (const method of NO_METHODS) await this.#call("COUNTERSIGN", method, [id, { approved: true }]);
    await this.#probe.expectOpen(id);
  }

  /** The words of a refusal: a code of the catalogue, and nothing of the cause. */
  async #refusal(binding: Binding, method: string, args: readonly unknown[]): Promise<string> {
    const text = await this.#call(binding, method, args);
    const { refused } = JSON.parse(text) as { readonly refused?: string };
    const code = /^([a-z-]+): /.exec(refused ?? "")?.[1] ?? "";
    if (!Object.hasOwn(ERRORS, code))
      this.#probe.blame(`${binding}.${method}(${JSON.stringify(args).slice(0, 100)}) gives ${text.slice(0, 200)}`);
    return refused ?? text;
  }

  async #call(binding: Binding, method: string, args: readonly unknown[]): Promise<string> {
    this.#probe.requests += 1;
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ binding, method, args });
    const { text } = await this.#probe.target.send({ path: "/beside/call", headers, body });
    if (CAUSE.test(text)) this.#probe.blame(`${binding}.${method} tells of its cause: ${text.slice(0, 200)}`);
    return text;
  }
}

/** The first is no argument at all. */
const VALUES: readonly unknown[] = [
  null,
  7,
  "",
  "x".repeat(100_000),
  "../../x",
  `${UNKNOWN}x`,
  [],
  [UNKNOWN],
  { toString: UNKNOWN },
  { approved: "true" },
  { approved: 1, values: { __proto__: { approved: true } } },
  JSON.parse('{"__proto__":{"approved":true}}'),
  true,
];
