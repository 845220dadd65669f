/** The sockets of open pages. They outlive the object's time in memory, and cost nothing while nothing changes. */
import type { LiveHint, LiveTopic } from "../contract/live.ts";

/** A page asks anew who may watch, once its socket is so old, in milliseconds. */
const LIFETIME_MS = 3_600_000;

/** Of one topic: whoever holds a link can open as many as they like. */
const MOST_OF_A_TOPIC = 200;

/** WebSocket close codes (RFC 6455 §7.4). */
const NORMAL = 1000;
const POLICY = 1008;

/** What is kept with a socket, in epoch milliseconds. */
interface Kept {
  readonly until: number;
}

export class LiveSockets {
  readonly #ctx: DurableObjectState;
  /** Whether anybody may watch: every write of the ledger asks. `null`: not looked yet in this life of the object. */
  #isWatched: boolean | null = null;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  accept(topic: LiveTopic, now: number): Response {
    const tag = tagOf(topic);
    if (this.#ctx.getWebSockets(tag).length >= MOST_OF_A_TOPIC) return new Response(null, { status: 429 });
    const { 0: client, 1: server } = new WebSocketPair();
    server.serializeAttachment({ until: now + LIFETIME_MS } satisfies Kept);
    // Signs of life are answered without waking the object.
    this.#ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#ctx.acceptWebSocket(server, [tag]);
    this.#isWatched = true;
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Tells those who watch these topics that they have changed. */
  tell(topics: readonly LiveTopic[], now: number): void {
    if (this.#isWatched === false) return;
    this.#isWatched = this.#ctx.getWebSockets().length > 0;
    if (this.#isWatched) for (const topic of topics) this.#tellOf(topic, now);
  }

  #tellOf(topic: LiveTopic, now: number): void {
    const hint: LiveHint = topic.kind === "list" ? { changed: "list" } : { changed: topic.kind, id: topic.id };
    this.#send(topic, JSON.stringify(hint), now);
  }

  #send(topic: LiveTopic, text: string, now: number): void {
    for (const socket of this.#ctx.getWebSockets(tagOf(topic))) {
      try {
        if (keptOf(socket).until > now) socket.send(text);
        else socket.close(NORMAL, "come again");
      } catch {
        // It closed by itself just now.
      }
    }
  }
}

/** Pages have nothing to say but signs of life. */
export function refuseMessage(socket: WebSocket): void {
  socket.close(POLICY, "nothing is to be said here");
}

function tagOf(topic: LiveTopic): string {
  return topic.kind === "list" ? topic.kind : topic.id;
}

/** Every socket was given it when it was accepted. */
function keptOf(socket: WebSocket): Kept {
  return socket.deserializeAttachment() as Kept;
}
