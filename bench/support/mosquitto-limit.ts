import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '../../test/support/product.js';
import type { BenchDevice, Publisher } from './publisher.process.js';

/**
 * How many of the same messages from the same sender Mosquitto acknowledges a second while it keeps none of them. Null when
 * it is not installed.
 */
export async function measureMosquittoLimit(
  publisher: Publisher,
  devices: readonly BenchDevice[],
  { window, measureMs }: { window: number; measureMs: number },
): Promise<number | null> {
  if (spawnSync('mosquitto', ['-h']).error) return null;
  const port = await findFreePort();
  const broker = spawn('mosquitto', ['-p', String(port)], { stdio: 'ignore' });
  try {
    while (!(await isListening(port))) await wait(50);
    const report = await publisher.run({
      host: '127.0.0.1',
      port,
      devices: devices.map((device) => ({ ...device, username: '', password: '' })),
      firstSeq: 0,
      warmUpMs: 1000,
      measureMs,
      mode: { kind: 'saturate', window },
    });
    return report.perSecond;
  } finally {
    broker.kill();
    await once(broker, 'exit');
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
