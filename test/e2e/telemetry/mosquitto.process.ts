import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../support/product.js';

export function isMosquittoInstalled(): boolean {
  return spawnSync('mosquitto', ['-h']).error === undefined;
}

/** Debian's Mosquitto with persistent sessions and without its queue limits, as docker/ sets it up. */
export class Mosquitto {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async create(): Promise<Mosquitto> {
    const folder = await mkdtemp(join(tmpdir(), 'mosquitto-'));
    // As root it steps down to a user of its own, who has to write here.
    await chmod(folder, 0o777);
    const port = await findFreePort();
    await writeFile(
      join(folder, 'mosquitto.conf'),
      [
        `listener ${port} 127.0.0.1`,
        'allow_anonymous true',
        'persistence true',
        `persistence_location ${folder}/`,
        'autosave_interval 1',
        'max_queued_messages 0',
        'max_inflight_messages 2000',
      ].join('\n'),
    );
    return new Mosquitto(port, folder);
  }

  async start(): Promise<void> {
    this.child = spawn('mosquitto', ['-c', join(this.folder, 'mosquitto.conf')], { stdio: 'ignore' });
    for (;;) {
      const isUp = await new Promise<boolean>((resolve) => {
        const socket = connect(this.port, '127.0.0.1', () => resolve(true));
        socket.once('error', () => resolve(false));
        socket.once('connect', () => socket.destroy());
      });
      if (isUp) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
