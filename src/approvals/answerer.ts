/** Who answers, as far as a door could tell, and how the record names them. Pure. */
import type { Actor } from "../contract/actor.ts";

/** Somebody known to a chat: by the id it gives them, and by their e-mail address where it is known. */
export interface ChatPerson {
  readonly id: string;
  readonly email: string | null;
}

/** Which requests somebody signed in may see: those that ask them by name, or all of their workspace. */
export type Sight = "own" | "workspace";

/** The door by which a key's answer came, where it is not the API. */
export type KeyDoor = "mcp" | "binding";

/** Who answers, as far as the door could tell. `claimed` is the name that they give themselves, where they give one. */
export type Answerer =
  /** With a link that was made for one approver. */
  | {
      readonly kind: "personal";
      readonly approver: string;
      readonly verified: boolean;
      readonly claimed: string | null;
    }
  /** With a link that serves every approver. */
  | { readonly kind: "shared"; readonly claimed: string | null }
  /** Proved by the chat's own signature. */
  | { readonly kind: "chat"; readonly channel: string; readonly person: ChatPerson; readonly claimed: string | null }
  /** Proved by their sign-in. */
  | { readonly kind: "signed-in"; readonly person: string; readonly sees: Sight; readonly claimed: string | null }
  | { readonly kind: "key"; readonly keyName: string; readonly via?: KeyDoor; readonly claimed: string | null }
  | { readonly kind: "run"; readonly runName: string; readonly claimed: string | null };

/** Whether it is certain who answers. */
export function isProved(answerer: Answerer): boolean {
  if (answerer.kind === "chat" || answerer.kind === "signed-in") return true;
  return answerer.kind === "personal" && answerer.verified;
}

/** All the names that the door proves of whoever answers, where it proves more than one. */
export function provedNames(answerer: Answerer): readonly string[] {
  if (answerer.kind !== "chat" || answerer.person.email === null) return [];
  return [answerer.person.email, answerer.person.id];
}

export function actorOf(answerer: Answerer, name: string, verified: boolean): Actor {
  switch (answerer.kind) {
    case "key":
      return { kind: "key", name: answerer.keyName };
    case "run":
      return { kind: "run", name: answerer.runName };
    case "chat":
      return { kind: "person", name, via: answerer.channel, verified };
    case "signed-in":
      return { kind: "person", name, via: "sign-in", verified };
    case "personal":
    case "shared":
      return { kind: "person", name, via: "link", verified };
    default:
      return answerer satisfies never;
  }
}

/** The name under which somebody is on record before it is known whether they are who they say. */
export function claimedName(answerer: Answerer): string {
  if (answerer.kind === "personal") return answerer.claimed ?? answerer.approver;
  if (answerer.kind === "signed-in") return answerer.person;
  if (answerer.kind === "chat") return answerer.person.email ?? answerer.person.id;
  return answerer.claimed ?? "anonymous";
}

/** Who answers where no approver is named, and nobody says who they are. */
export function defaultName(answerer: Answerer): string {
  switch (answerer.kind) {
    case "key":
      return answerer.keyName;
    case "run":
      return answerer.runName;
    case "personal":
    case "chat":
    case "signed-in":
    case "shared":
      return "anonymous";
    default:
      return answerer satisfies never;
  }
}

/** The door by which the answer came, as the record says it. */
export function viaOf(answerer: Answerer): string {
  switch (answerer.kind) {
    case "personal":
    case "shared":
      return "link";
    case "chat":
      return answerer.channel;
    case "signed-in":
      return "sign-in";
    case "key":
      return answerer.via ?? "api";
    case "run":
      return "run";
    default:
      return answerer satisfies never;
  }
}
