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
  pidOf(process: ProductProcess): Promise<number | undefined>;
  kill(process: ProductProcess, signal: NodeJS.Signals): Promise<void>;
  /** After the supervisor's death: the same command once more. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProduct({
  args,
  env = {},
}: {
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
}): Promise<Product> {
  const home = await makeHome();
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
    pidOf: (name) => running.pidOf(name),
    kill: (name, signal) => running.kill(name, signal),
    startAgain: async () => {
      await running.ended;
      running = await start(options);
    },
    stop: async () => {
      await running.stop();
      await removeHome(home);
    },
  };
}
