/** What the answers come to, as plainly as it is told. */

export interface Asked {
  /** Lower-case addresses; empty: whoever holds a link. */
  readonly approvers: readonly string[];
  readonly minApprovals: number;
  readonly groups: readonly { readonly name: string; readonly needed: number; readonly members: readonly string[] }[];
  readonly rejectionsNeeded: number;
  readonly requestedBy: string;
  readonly requireVerified: boolean;
  readonly selfApproval: boolean;
  readonly timeoutMs: number | null;
  readonly remind: readonly ({ readonly afterMs: number } | { readonly beforeMs: number })[];
  readonly escalate: readonly {
    readonly afterMs: number;
    readonly to: readonly string[];
    readonly group: string | null;
  }[];
}

export interface Seat {
  who: string;
  standIn: string | null;
  gaveOn: string[];
  groups: Set<string>;
}

export interface Given {
  readonly by: string;
  readonly of: string;
  readonly yes: boolean;
}

export function plainStatus(asked: Asked, seats: readonly Seat[], answers: readonly Given[]): string | null {
  const { groups, minApprovals, rejectionsNeeded } = asked;
  const yes = answers.filter((answer) => answer.yes);
  const no = answers.filter((answer) => !answer.yes);
  const seatsFor = (group: string): Seat[] => seats.filter((seat) => seat.groups.has(group));
  const yesFor = (group: string): number =>
    yes.filter(({ of }) => seatsFor(group).some(({ who }) => who === of)).length;
  const open = (some: readonly Seat[]): number => some.filter(({ who }) => !no.some(({ of }) => of === who)).length;
  const isByGroup = groups.length > 0;
  if (isByGroup ? groups.every(({ name, needed }) => yesFor(name) >= needed) : yes.length >= minApprovals) {
    return "approved";
  }
  if (no.length >= rejectionsNeeded) return "rejected";
  if (asked.approvers.length === 0) return null;
  const isPossible = isByGroup
    ? groups.every(({ name, needed }) => open(seatsFor(name)) >= needed)
    : open(seats) >= minApprovals;
  return isPossible ? null : "rejected";
}
