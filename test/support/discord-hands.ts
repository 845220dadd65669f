/** Presses and submits as Discord does: signed with the application's key, and answered within three seconds. */
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { Reply } from "../../src/chat/discord/reply.ts";

export interface SignedInteraction {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SigningOptions {
  /** Epoch milliseconds. */
  readonly at?: number;
  readonly key?: KeyObject;
}

export interface Delivered {
  readonly status: number;
  readonly reply: Reply & { readonly code?: string };
}

const APPLICATION = "1290000000000000003";

export class DiscordHands {
  /** As the setting DISCORD_PUBLIC_KEY takes it. */
  readonly publicKey: string;
  readonly #key: KeyObject;
  #count = 0;

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    this.publicKey = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
    this.#key = privateKey;
  }

  press(customId: string, userId: string): object {
    return this.#interaction(3, userId, { custom_id: customId, component_type: 2 });
  }

  submit(customId: string, userId: string, inputs: Readonly<Record<string, string>>): object {
    const components = Object.entries(inputs).map(([name, value]) => ({
      type: 1,
      components: [{ type: 4, custom_id: name, value }],
    }));
    return this.#interaction(5, userId, { custom_id: customId, components });
  }

  sign(interaction: object, { at = Date.now(), key = this.#key }: SigningOptions = {}): SignedInteraction {
    const body = JSON.stringify(interaction);
    const timestamp = String(Math.floor(at / 1_000));
    const signature = sign(null, Buffer.from(timestamp + body), key).toString("hex");
    return { headers: { "x-signature-timestamp": timestamp, "x-signature-ed25519": signature }, body };
  }

  async deliver(workerUrl: string, { headers, body }: SignedInteraction): Promise<Delivered> {
    const response = await fetch(`${workerUrl}/chat/discord/interactions`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
      signal: AbortSignal.timeout(3_000),
    });
    return { status: response.status, reply: await response.json<Delivered["reply"]>() };
  }

  #interaction(type: number, userId: string, data: object): object {
    this.#count += 1;
    const id = String(1_290_000_000_000_001_000n + BigInt(this.#count));
    const member = { user: { id: userId, username: "somebody" }, roles: [] };
    return { id, type, application_id: APPLICATION, token: `token-${id}`, version: 1, member, data };
  }
}

/** What the reply says to the person alone. */
export function toldBy({ reply }: Delivered): string {
  return reply.type === 4 ? reply.data.content : "";
}
