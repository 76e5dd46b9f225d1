import { createHash, timingSafeEqual } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import type { Logger } from 'pino';
import { INTERNAL_CHANNEL_USER } from '#platform';
import type { AccessDecision, DeviceAccess } from '../access/device-access.js';
import type { ConnectRejection } from './mqtt/protocol/connect.js';
import type { Principal } from './principal.js';

/** Credentials that a connection presents. */
export interface PresentedCredentials {
  readonly username: string;
  /** Password; null if none was sent. */
  readonly password: Buffer | null;
  readonly address: string;
  /** Client certificate of any issuer; null if none was sent. The handshake has proven possession of its key. */
  readonly certificate: PeerCertificate | null;
}

/** Decides which clients may connect to a listener. */
export interface Gate {
  admit(presented: PresentedCredentials): Promise<Principal | ConnectRejection>;
}

/** Admits devices by password, or by certificate if they send no password. */
export class DeviceGate implements Gate {
  constructor(
    private readonly access: Pick<DeviceAccess, 'decide' | 'decideByCertificate'>,
    private readonly log: Logger,
  ) {}

  async admit(presented: PresentedCredentials): Promise<Principal | ConnectRejection> {
    const { username, address } = presented;
    const decision = await this.decide(presented);
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

  private async decide({
    username,
    password,
    address,
    certificate,
  }: PresentedCredentials): Promise<AccessDecision> {
    if (certificate !== null && password === null) {
      const decision = await this.access.decideByCertificate(certificate, address);
      // An unregistered factory certificate must not lock out a device that sends a token as its user name.
      const isOpen = decision.kind === 'granted' || decision.kind === 'unavailable';
      if (isOpen || username === '') return decision;
    }
    return this.access.decide(username, password ?? Buffer.alloc(0), address);
  }
}

/** Admits the installation's own apps. */
export class AppGate implements Gate {
  constructor(private readonly password: string) {}

  admit({ username, password }: PresentedCredentials): Promise<Principal | ConnectRejection> {
    const isApp = username === INTERNAL_CHANNEL_USER && password !== null && isSame(password, this.password);
    return Promise.resolve(isApp ? { kind: 'app' } : 'not_authorized');
  }
}

/** Compares in constant time. */
function isSame(presented: Buffer, expected: string): boolean {
  const digest = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();
  return timingSafeEqual(digest(presented), digest(expected));
}
