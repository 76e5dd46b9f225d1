import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '../../test/support/product.js';

/** A Mosquitto that can be killed and restarted on the same port and folder. */
export class Mosquitto {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {
    process.once('exit', () => this.child?.kill());
  }

  /**
   * @param settings additional lines of the configuration
   * @returns null if Mosquitto isn't installed
   */
  static async create(settings: readonly string[]): Promise<Mosquitto | null> {
    if (spawnSync('mosquitto', ['-h']).error) return null;
    const folder = await mkdtemp(join(tmpdir(), 'bench-mosquitto-'));
    // If Mosquitto is started as root, it switches to its own user, which must be able to write here.
    await chmod(folder, 0o777);
    const port = await findFreePort();
    const lines = [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      `persistence_location ${folder}/`,
      ...settings,
    ];
    await writeFile(join(folder, 'mosquitto.conf'), `${lines.join('\n')}\n`);
    return new Mosquitto(port, folder);
  }

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error('Mosquitto is not running');
    return this.child.pid;
  }

  async start(): Promise<void> {
    this.child = spawn('mosquitto', ['-c', join(this.folder, 'mosquitto.conf')], { stdio: 'ignore' });
    while (!(await isListening(this.port))) await wait(50);
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
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
