/** The socket of a page: opened again whenever it breaks, later and later, and not by all pages at once. */

export interface Listener {
  /** It is open, for the first time or again. */
  readonly open: () => void;
  readonly changed: () => void;
  /** It has not been open for a while. */
  readonly stale: () => void;
}

/** In milliseconds. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
const STALE_AFTER = 10_000;
const SIGN_OF_LIFE_EVERY = 20_000;

export function connect(path: string, listener: Listener): { readonly end: () => void } {
  let socket: WebSocket | null = null;
  let failures = 0;
  let isAnswered = true;
  let staleTimer: ReturnType<typeof setTimeout> | undefined;
  let againTimer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    const opened = new WebSocket(path);
    socket = opened;
    staleTimer ??= setTimeout(listener.stale, STALE_AFTER);
    opened.addEventListener("open", () => {
      failures = 0;
      isAnswered = true;
      clearTimeout(staleTimer);
      staleTimer = undefined;
      listener.open();
    });
    opened.addEventListener("message", ({ data }) => {
      isAnswered = true;
      if (data !== "pong") listener.changed();
    });
    opened.addEventListener("close", () => {
      if (socket === opened) openAgain();
    });
  }

  function openAgain(): void {
    socket = null;
    staleTimer ??= setTimeout(listener.stale, STALE_AFTER);
    const longest = Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE);
    failures += 1;
    againTimer = setTimeout(open, longest * (0.5 + Math.random() / 2));
  }

  /** A connection that died without a word shows only by what is not answered. */
  const signs = setInterval(() => {
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (isAnswered) {
      isAnswered = false;
      socket.send("ping");
    } else {
      const dead = socket;
      openAgain();
      dead.close();
    }
  }, SIGN_OF_LIFE_EVERY);

  function leave(): void {
    clearTimeout(againTimer);
    clearTimeout(staleTimer);
    staleTimer = undefined;
    const left = socket;
    socket = null;
    left?.close();
  }

  function comeBack({ persisted }: PageTransitionEvent): void {
    if (persisted) open();
  }

  // A page that browsers keep for the way back holds no socket.
  addEventListener("pagehide", leave);
  addEventListener("pageshow", comeBack);
  open();
  return {
    end: () => {
      clearInterval(signs);
      removeEventListener("pageshow", comeBack);
      leave();
    },
  };
}
