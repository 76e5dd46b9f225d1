import {
  findFreePort,
  type ProductProcess,
  removeHome,
  type RunningProduct,
  startProduct as start,
} from '../../test/support/product.js';

/** A running product that keeps its addresses and its home when the supervisor is restarted. */
export interface Product {
  portalUrl: string;
  mqttUrl: string;
  home: string;
  /** URL of the database for its owner. It changes with a restart. */
  databaseUrl(): string;
  pidOf(process: ProductProcess): Promise<number | undefined>;
  kill(process: ProductProcess, signal: NodeJS.Signals): Promise<void>;
  /** Runs the same command again after the supervisor was killed. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the product on free ports, unless `env` sets them.
 * @param given a folder for its home, which is kept; by default a temporary one
 * @param script the supervisor of another version; by default that of this version
 */
export async function startProduct({
  args,
  env = {},
  home: given,
  script,
}: {
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  home?: string;
  script?: string;
}): Promise<Product> {
  const options = {
    args,
    ...(script !== undefined && { script }),
    env: { PORT: String(await findFreePort()), MQTT_PORT: String(await findFreePort()), ...env },
  };
  let running: RunningProduct = await start({ ...options, ...(given !== undefined && { home: given }) });
  const { home } = running;
  return {
    portalUrl: running.portalUrl,
    mqttUrl: running.mqttUrl,
    home,
    databaseUrl: () => running.databaseUrl,
    pidOf: (name) => running.pidOf(name),
    kill: (name, signal) => running.kill(name, signal),
    startAgain: async () => {
      await running.ended;
      running = await start({ ...options, home });
    },
    stop: async () => {
      await running.stop();
      if (given === undefined) await removeHome(home);
    },
  };
}
