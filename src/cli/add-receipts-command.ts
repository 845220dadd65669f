/** `countersign receipts verify`: checks that people approved exactly this. */
import { type Command, Option } from "commander";
import type { JSONWebKeySet } from "jose";
import { type OutcomeStatus, type ReceiptClaims, verifyReceipt } from "../client/create-client.ts";
import { parseDuration } from "../kernel/duration.ts";
import { isJsonObject } from "../kernel/json.ts";
import { requireUrl } from "./connect.ts";
import { EXIT } from "./exit-codes.ts";
import { parseJsonText, readOption } from "./json-option.ts";
import type { Finish } from "./program.ts";
import { printJson, shownTime, tell } from "./terminal/print.ts";
import { terminalLine } from "./terminal/terminal-text.ts";
import { UsageError } from "./usage-error.ts";

const OUTCOMES = ["approved", "rejected", "timeout", "cancelled"] as const satisfies readonly OutcomeStatus[];

const AFTER = `
No key is needed. The signature is checked with the keys of the Countersign at COUNTERSIGN_URL, which must have issued it;
with --jwks, by keys at hand and without a network.

Examples:
  countersign receipts verify @receipt.txt --data @payment.json && ./pay.sh
  countersign receipts verify @receipt.txt --outcome any --json | jq .approvals

Exit status: 0 the receipt is good and covers this; 1 it is not, or could not be checked; 2 the command was not understood.`;

/** A compact JWS. */
const SIGNED = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Errors that mean that nobody gave the keys: by name, and what fetch says. */
const KEYS_MISSING = ["JOSEError", "JWKSInvalid", "JWKSTimeout", "fetch failed"];

interface Options {
  readonly data?: string;
  readonly outcome: OutcomeStatus | "any";
  readonly ensemble?: string;
  readonly agent?: string;
  readonly run?: string;
  readonly maxAge?: string;
  readonly jwks?: string;
  readonly issuer?: string;
  readonly json?: true;
}

export function addReceiptsCommand(program: Command, finish: Finish): void {
  program
    .command("receipts")
    .summary("check receipts")
    .description("Receipts: the signed proofs of what people decided.")
    .command("verify")
    .summary("check that people approved exactly this")
    .description("Checks a receipt: its signature, its outcome, and that it is about this.")
    .argument("<receipt>", "the receipt, @FILE, or - for standard input")
    .option("--data <json>", "what people must have been shown, as JSON or @FILE")
    .addOption(
      new Option("--outcome <outcome>", "how it must have ended").choices([...OUTCOMES, "any"]).default("approved"),
    )
    .option("--ensemble <name>", "the ensemble that asked")
    .option("--agent <name>", "the agent that asked")
    .option("--run <id>", "the run that asked")
    .option("--max-age <duration>", "how long ago it may have ended, such as '1 hour'")
    .option("--jwks <json>", "the keys, as JSON or @FILE, instead of those at COUNTERSIGN_URL")
    .option("--issuer <url>", "who must have issued it; default: COUNTERSIGN_URL")
    .option("--json", "print the claims as JSON, for programs")
    .addHelpText("after", AFTER)
    .action(async (receipt: string, options: Options) => {
      const claims = await verified(receipt, options);
      if (claims instanceof Error) tell(terminalLine(whyNot(claims, options)));
      else if (options.json === true) printJson(claims);
      else console.log(inWords(claims));
      finish(claims instanceof Error ? EXIT.wrong : EXIT.ok);
    });
}

async function verified(receipt: string, options: Options): Promise<ReceiptClaims | Error> {
  const { data, outcome, ensemble, agent, run, maxAge, issuer } = options;
  const expected = {
    ...keysOf(options),
    outcome,
    ...(data === undefined ? {} : { data: parseJsonText("--data", readOption("--data", data)) }),
    ...(ensemble === undefined ? {} : { ensemble }),
    ...(agent === undefined ? {} : { agent }),
    ...(run === undefined ? {} : { runId: run }),
    ...(maxAge === undefined ? {} : { maxAge: ageOf(maxAge) }),
    ...(issuer === undefined ? {} : { issuer }),
  };
  const text = readOption("the receipt", receipt).trim();
  if (!SIGNED.test(text)) return new Error("this is no receipt; one that is in a file is given as @FILE");
  try {
    return await verifyReceipt(text, expected);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** Where the keys could not be had, nothing is known of the receipt. */
function whyNot({ name, message, cause }: Error, { jwks }: Options): string {
  if (!KEYS_MISSING.includes(name === "TypeError" ? message : name)) return `not good: ${message}`;
  const why = cause instanceof Error && cause.message !== "" ? cause.message : message;
  return `not checked: no keys from ${jwks === undefined ? requireUrl() : "--jwks"}: ${why}`;
}

function ageOf(text: string): string {
  const ms = parseDuration(text);
  if (ms === null) throw new UsageError(`--max-age ${text}: a time is wanted, such as '1 hour'`);
  return `${ms / 1_000} seconds`;
}

function keysOf({ jwks }: Options): { readonly jwks: JSONWebKeySet } | { readonly url: string } {
  if (jwks === undefined) return { url: requireUrl() };
  const set = parseJsonText("--jwks", readOption("--jwks", jwks));
  if (isJsonObject(set) && Array.isArray(set["keys"])) return { jwks: set as unknown as JSONWebKeySet };
  throw new UsageError('--jwks: a set of keys is wanted, as in {"keys":[…]}');
}

function inWords({ sub, outcome, decidedAt, iss, approvals }: ReceiptClaims): string {
  return [
    `good: ${sub} was ${outcome === "timeout" ? "not answered in time" : outcome}, ${shownTime(decidedAt)}, says ${iss}`,
    ...approvals.map(
      ({ approver, onBehalfOf, approved, verified: proved }) =>
        `  ${approved ? "approved" : "rejected"} by ${approver}${onBehalfOf === undefined ? "" : ` for ${onBehalfOf}`}${proved ? ", proved" : ""}`,
    ),
  ]
    .map((line) => line.slice(0, line.search(/\S/)) + terminalLine(line))
    .join("\n");
}
