/** A request as somebody has it before them: through a link, or signed in. What they may do with it is the owner's to say. */
import type { DecideAnswer, HandoverAnswer, Opener, ResendAnswer } from "../approvals/port.ts";
import type { GivenAnswer } from "../approvals/decide.ts";
import type { LinkView } from "../contract/link-view.ts";
import type { PageReader } from "./reader.ts";

export interface RequestAtHand {
  /** The path of its page, to which its forms post. */
  readonly path: string;
  readonly reader: PageReader;
  /** What whoever asks for one that is not there is told. */
  readonly unknown: "link-unknown" | "not-found";
  inspect(opener: Opener | null): Promise<LinkView>;
  /** @param claimed - whom the answer names as its giver */
  decide(given: GivenAnswer, claimed: string | null): Promise<DecideAnswer>;
  delegate(to: string): Promise<HandoverAnswer>;
  sendOwnLink(approver: string): Promise<ResendAnswer>;
}
