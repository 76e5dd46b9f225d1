import {
  findFreePort,
  makeHome,
  type ProductProcess,
  removeHome,
  type RunningProduct,
  startProduct as start,
} from '../../test/support/product.js';

/** A running product that keeps its addresses and its home when its supervisor has to be started again. */
export interface Product {
  portalUrl: string;
  mqttUrl: string;
  home: string;
  /** The owner's address of the database; another after a new start. */
  databaseUrl(): string;
  pidOf(process: ProductProcess): Promise<number | undefined>;
  kill(process: ProductProcess, signal: NodeJS.Signals): Promise<void>;
  /** After the supervisor's death: the same command once more. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** @param given a folder for its home, which is left where it is; otherwise it gets one that goes with it */
export async function startProduct({
  args,
  env = {},
  home: given,
}: {
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  home?: string;
}): Promise<Product> {
  const home = given ?? (await makeHome());
  const options = {
    home,
    args,
    env: { PORT: String(await findFreePort()), MQTT_PORT: String(await findFreePort()), ...env },
  };
  let running: RunningProduct = await start(options);
  return {
    portalUrl: running.portalUrl,
    mqttUrl: running.mqttUrl,
    home,
    databaseUrl: () => running.databaseUrl,
    pidOf: (name) => running.pidOf(name),
    kill: (name, signal) => running.kill(name, signal),
    startAgain: async () => {
      await running.ended;
      running = await start(options);
    },
    stop: async () => {
      await running.stop();
      if (given === undefined) await removeHome(home);
    },
  };
}
