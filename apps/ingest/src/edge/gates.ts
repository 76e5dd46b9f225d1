import { createHash, timingSafeEqual } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import type { Logger } from 'pino';
import { INTERNAL_CHANNEL_USER } from '#platform';
import type { AccessDecision, DeviceAccess } from '../access/device-access.js';
import type { ConnectRefusal } from './mqtt/protocol/connect.js';
import type { Principal } from './principal.js';

/** What a connection shows of itself. */
export interface Showing {
  readonly username: string;
  /** Null if none was sent. */
  readonly password: Buffer | null;
  readonly address: string;
  /** The client's certificate, whoever signed it; null if none was sent. Its key was proven by the handshake. */
  readonly certificate: PeerCertificate | null;
}

/** Decides who gets in on a listener. */
export interface Gate {
  admit(showing: Showing): Promise<Principal | ConnectRefusal>;
}

/** Where devices come in: by password, or by certificate if they send no password. */
export class DeviceGate implements Gate {
  constructor(
    private readonly access: Pick<DeviceAccess, 'decide' | 'decideByCertificate'>,
    private readonly log: Logger,
  ) {}

  async admit(showing: Showing): Promise<Principal | ConnectRefusal> {
    const { username, address } = showing;
    const decision = await this.decide(showing);
    switch (decision.kind) {
      case 'granted':
        return { kind: 'device', device: decision.device, username: decision.username };
      case 'refused':
        this.log.info({ username, address }, 'wrong device credential');
        return 'login_wrong';
      case 'locked':
        this.log.warn({ username, address }, 'locked out after too many wrong credentials');
        return 'locked_out';
      case 'unavailable':
        return 'unavailable';
    }
  }

  private async decide({ username, password, address, certificate }: Showing): Promise<AccessDecision> {
    if (certificate !== null && password === null) {
      const decision = await this.access.decideByCertificate(certificate, address);
      // A factory certificate that is registered nowhere must not keep out a device whose user name is its token.
      const isOpen = decision.kind === 'granted' || decision.kind === 'unavailable';
      if (isOpen || username === '') return decision;
    }
    return this.access.decide(username, password ?? Buffer.alloc(0), address);
  }
}

/** Where the installation's own apps come in. */
export class AppGate implements Gate {
  constructor(private readonly password: string) {}

  admit({ username, password }: Showing): Promise<Principal | ConnectRefusal> {
    const isApp = username === INTERNAL_CHANNEL_USER && password !== null && isSame(password, this.password);
    return Promise.resolve(isApp ? { kind: 'app' } : 'not_authorized');
  }
}

/** In a time that doesn't tell how much of it was right. */
function isSame(shown: Buffer, expected: string): boolean {
  const digest = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();
  return timingSafeEqual(digest(shown), digest(expected));
}
