import { isWildcard } from '../domain/start/bind-address.js';
import { choosePort, type WantedPort } from '../domain/start/port-choice.js';
import type { Log } from './log.writer.js';
import { probePort } from './port.probe.js';
import { StartRejected } from '../start-rejected.error.js';

/** Chooses ports one after the other, and reports if a default was in use. */
export class ListeningPorts {
  private readonly promised = new Set<number>();

  constructor(
    private readonly host: string,
    private readonly log: Log,
  ) {}

  /** Rejects a HOST that is not an address of this machine, which no port could fix. */
  async checkHost(): Promise<void> {
    const outcome = await probePort(this.host, 0);
    if (outcome !== 'free')
      throw new StartRejected(
        `HOST=${this.host} is not an address of this machine (${outcome}). Set HOST to one of its addresses.`,
      );
  }

  /** @param what for the message, such as "the portal" */
  async choose(what: string, wanted: WantedPort): Promise<number> {
    let reason = '';
    const isFree = async (port: number) => {
      reason = await this.probe(port);
      return reason === 'free';
    };
    const choice = await choosePort(wanted, isFree, this.promised);
    if ('refused' in choice) {
      throw new StartRejected(
        'port' in choice.refused
          ? `${wanted.variable}=${choice.refused.port} is configured, but ${this.promised.has(choice.refused.port) ? 'this start already uses it for another purpose' : explain(reason)}. Free it, or set ${wanted.variable} to another port.`
          : `No port from ${choice.refused.tried.join(' to ')} is free for ${what}. Set ${wanted.variable} to a free one.`,
      );
    }
    if (choice.insteadOf !== undefined)
      this.log.print(`Port ${choice.insteadOf} is in use; ${what} uses ${choice.port}.`);
    this.promised.add(choice.port);
    return choice.port;
  }

  /**
   * Probes loopback too: even if all addresses are bound, another program can listen on loopback only, and local
   * clients would then reach that program.
   */
  private async probe(port: number): Promise<string> {
    const outcome = await probePort(this.host, port);
    return outcome === 'free' && isWildcard(this.host) ? probePort('127.0.0.1', port) : outcome;
  }
}

function explain(reason: string): string {
  switch (reason) {
    case 'EACCES':
      return 'this user has no permission to listen on it (ports below 1024 require root)';
    case 'EADDRINUSE':
      return 'another program listens on this port';
    default:
      return `listening on it fails (${reason})`;
  }
}
