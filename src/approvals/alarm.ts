/** The object's one alarm. Setting it costs a written row, so it is set only where the time changes. */

export interface Alarm {
  /** Arms it for this time, overdue times included: they ring at once. */
  readonly set: (at: number) => void;
  /** To be told when it rings: from then on none is armed. */
  readonly rang: () => void;
}

export function createAlarm(storage: Pick<DurableObjectStorage, "setAlarm">): Alarm {
  let armedFor: number | null = null;
  return {
    set(at) {
      if (at === armedFor) return;
      armedFor = at;
      void storage.setAlarm(at);
    },
    rang() {
      armedFor = null;
    },
  };
}
