import { Mosquitto } from './mosquitto.process.js';
import type { BenchDevice, Publisher } from './publisher.process.js';

/**
 * Returns how many messages per second Mosquitto acknowledges without storing them, from the same sender. Null if
 * Mosquitto isn't installed.
 */
export async function measureMosquittoLimit(
  publisher: Publisher,
  devices: readonly BenchDevice[],
  { window, measureMs }: { window: number; measureMs: number },
): Promise<number | null> {
  // By default, Mosquitto stops acknowledging a sender with more than twenty unacknowledged messages.
  const broker = await Mosquitto.create(['max_inflight_messages 0']);
  if (!broker) return null;
  try {
    await broker.start();
    const report = await publisher.run({
      host: '127.0.0.1',
      port: broker.port,
      devices: devices.map((device) => ({ ...device, username: '', password: '' })),
      firstSeq: 0,
      warmUpMs: 1000,
      measureMs,
      mode: { kind: 'saturate', window },
    });
    return report.perSecond;
  } finally {
    await broker.remove();
  }
}
