import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from './free-port.js';

const PLUGIN = 'mosquitto_dynamic_security.so';
const USERNAME = 'dutycycle';
/** Debian installs daemons in a folder that isn't on the PATH of ordinary users. */
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };

export function isMosquittoInstalled(): boolean {
  return spawnSync('mosquitto', ['-h'], { env }).error === undefined && findPlugin() !== undefined;
}

/** PEM files for a listener that authenticates devices by certificate. */
export interface CertificateListener {
  /** Certificate of the authority that signed the certificates of devices. */
  readonly clientCa: string;
  readonly cert: string;
  readonly key: string;
}

/** The system's Mosquitto, configured like docker/mosquitto/mosquitto.conf, with a separate port and folder. */
export class Mosquitto {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    /** The login of the product; unused with `anyone`. */
    readonly login: { readonly username: string; readonly password: string },
    private readonly folder: string,
    /** Port of the certificate listener. */
    readonly certificatePort: number | null,
  ) {}

  /**
   * @param anyone admits anonymous clients, for tests without logins
   * @param certificates also opens a listener for clients with certificates
   */
  static async create({
    anyone = false,
    certificates,
  }: { anyone?: boolean; certificates?: CertificateListener } = {}): Promise<Mosquitto> {
    const folder = await mkdtemp(join(tmpdir(), 'mosquitto-'));
    // If Mosquitto is started as root, it switches to its own user, which must be able to write here.
    await chmod(folder, 0o777);
    const login = { username: USERNAME, password: randomBytes(12).toString('hex') };
    const logins = join(folder, 'dynamic-security.json');
    if (!anyone) {
      const init = ['dynsec', 'init', logins, login.username, login.password];
      execFileSync('mosquitto_ctrl', init, { env, stdio: 'ignore' });
      await chmod(logins, 0o666);
    }
    const port = await findFreePort();
    const changes: Readonly<Record<string, string | undefined>> = {
      listener: `listener ${port} 127.0.0.1`,
      persistence_location: `persistence_location ${folder}/`,
      allow_anonymous: `allow_anonymous ${anyone}`,
      plugin: anyone ? undefined : `plugin ${findPlugin()}`,
      plugin_opt_config_file: anyone ? undefined : `plugin_opt_config_file ${logins}`,
    };
    const conf = settings().flatMap((line) => {
      const name = line.split(' ')[0]!;
      return name in changes ? (changes[name] ?? []) : line;
    });
    const certificatePort = certificates ? await findFreePort() : null;
    if (certificates) conf.push(...(await listen(folder, certificatePort!, certificates)));
    await writeFile(join(folder, 'mosquitto.conf'), conf.join('\n'));
    return new Mosquitto(port, login, folder, certificatePort);
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  /** Starts Mosquitto and waits until it accepts connections. */
  async start(): Promise<void> {
    this.child = spawn('mosquitto', ['-c', join(this.folder, 'mosquitto.conf')], { env, stdio: 'ignore' });
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

/**
 * Returns the settings of the example in docker/. This file runs from source or, when built, from one folder deeper.
 */
function settings(): string[] {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return readFileSync(join(folder, 'docker/mosquitto/mosquitto.conf'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
}

/** Returns the settings of a listener for clients with certificates, which are commented out in the example. */
async function listen(
  folder: string,
  port: number,
  { clientCa, cert, key }: CertificateListener,
): Promise<string[]> {
  const files = { cafile: clientCa, certfile: cert, keyfile: key };
  const lines = Object.entries(files).map(async ([name, text]) => {
    const path = join(folder, `${name}.pem`);
    await writeFile(path, text);
    await chmod(path, 0o644);
    return `${name} ${path}`;
  });
  return [
    `listener ${port} 127.0.0.1`,
    ...(await Promise.all(lines)),
    'require_certificate true',
    'use_identity_as_username true',
  ];
}

function findPlugin(): string | undefined {
  const folders = ['/usr/lib', '/usr/local/lib'].flatMap((lib) =>
    existsSync(lib)
      ? [
          lib,
          ...readdirSync(lib)
            .filter((name) => name.endsWith('-linux-gnu'))
            .map((name) => join(lib, name)),
        ]
      : [],
  );
  return folders.map((folder) => join(folder, PLUGIN)).find((path) => existsSync(path));
}
