/** A path of its own on the local server: what came there, and how it answers. */
import { inject } from "vitest";
import { type Behaviour, type CountedRequest, Counting } from "../../support/counting-server.ts";

const counting = new Counting(inject("testServerUrl"));

export class Receiver {
  readonly path = `/${crypto.randomUUID()}`;
  readonly url = `${counting.url}${this.path}`;

  /** One that answers so; the last behaviour stays. */
  static async start(...behaviours: readonly Behaviour[]): Promise<Receiver> {
    const receiver = new Receiver();
    if (behaviours.length > 0) await receiver.behave(...behaviours);
    return receiver;
  }

  behave(...behaviours: readonly Behaviour[]): Promise<void> {
    return counting.behave(this.path, ...behaviours);
  }

  requests(): Promise<CountedRequest[]> {
    return counting.requests(this.path);
  }

  count(): Promise<number> {
    return counting.count(this.path);
  }

  /** The bodies that came, parsed. */
  async bodies(): Promise<Record<string, unknown>[]> {
    return (await this.requests()).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  }
}
