import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const folder = await mkdtemp(join(tmpdir(), 'bench-mosquitto-'));
  const settings = join(folder, 'mosquitto.conf');
  // By default it leaves unanswered what a sender has more than twenty of on their way.
  await writeFile(settings, `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_inflight_messages 0\n`);
  const broker = spawn('mosquitto', ['-c', settings], { stdio: 'ignore' });
  const end = (): boolean => broker.kill();
  process.once('exit', end);
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
    process.off('exit', end);
    end();
    await once(broker, 'exit');
    await rm(folder, { recursive: true });
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
