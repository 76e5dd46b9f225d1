import { io } from 'socket.io-client';
import { Latencies } from './latencies.js';

/** A browser's live connection that measures the time from a patch's device time to its arrival. */
export class BrowserWatch {
  readonly latencies = new Latencies();
  private readonly socket;

  constructor(portalUrl: string, apiKey: string) {
    this.socket = io(`${portalUrl}/live`, {
      transports: ['websocket'],
      extraHeaders: { authorization: `Bearer ${apiKey}` },
    });
    this.socket.on('live', ({ patches }: { patches: { at: string }[] }) => {
      for (const { at } of patches) this.latencies.add(Date.now() - Date.parse(at));
    });
  }

  async watch(machineIds: readonly string[]): Promise<void> {
    for (const machineId of machineIds) {
      const answer = (await this.socket.timeout(10_000).emitWithAck('watch', { machineId })) as {
        ok: boolean;
      };
      if (!answer.ok) throw new Error(`Not allowed to watch ${machineId}`);
    }
  }

  close(): void {
    this.socket.close();
  }
}
