/** Checks settings once for each environment that the platform hands over, however often they are asked for. */
import type { Variables } from "./read-variable.ts";

/** The function, which then remembers what it answered; a setting that is wrong throws whenever it is asked for. */
export function oncePerEnv<Env extends Variables, Settings extends object | null>(
  read: (env: Env) => Settings,
): (env: Env) => Settings {
  const known = new WeakMap<Env, Settings>();
  return (env) => {
    const cached = known.get(env);
    if (cached !== undefined) return cached;
    const settings = read(env);
    known.set(env, settings);
    return settings;
  };
}
