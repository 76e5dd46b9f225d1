import type { Pool } from 'pg';
import { hashDeviceSecret, isCredentialUsable, isDeviceSecret, readCertificate } from '#equipment';
import type { DeviceDirectory, KnownDevice } from '#telemetry';
import { CertificateAccess } from './certificate-access.js';
import { GuessLockout } from './guess-lockout.js';

/**
 * Result of checking a credential. `unavailable`: the credential cannot be checked now, and the device should retry.
 * `username` is the name of the credential, as in `findEnded` and in the hint of a revocation.
 */
export type AccessDecision =
  | { readonly kind: 'granted'; readonly device: KnownDevice; readonly username: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'unavailable' };

interface CredentialRow {
  maker_id: string;
  device_key: number;
  credential_id: string;
  /** Hash of the password; null for a certificate. */
  secret_hash: string | null;
  valid_until: Date | null;
  revoked_at: Date | null;
}

/** Columns of `find_device_credential` for a `CredentialRow`. */
const CREDENTIAL = 'c.maker_id, c.device_key, c.credential_id, c.secret_hash, c.valid_until, c.revoked_at';

const OWNER_CACHE_MS = 5000;
const MAX_CACHED_OWNERS = 100_000;
const UNKNOWN_HASH = '0'.repeat(64);

/** Decides which connection may act as which device. */
export class DeviceAccess {
  private readonly lockout = new GuessLockout();
  private readonly certificates: CertificateAccess;
  private readonly owners = new Map<
    string,
    { readonly device: KnownDevice | undefined; readonly untilMs: number }
  >();

  constructor(
    private readonly pool: Pool,
    private readonly directory: DeviceDirectory,
    private readonly now: () => Date,
  ) {
    this.certificates = new CertificateAccess(pool);
  }

  /**
   * @param password empty if the user name is a token
   * @param address of the peer, by which guesses are counted
   */
  async decide(username: string, password: Buffer, address: string): Promise<AccessDecision> {
    if (password.length === 0) return this.decideByToken(username, address);
    const now = this.now();
    const secretHash = hashDeviceSecret(password.toString('utf8'));
    if (this.lockout.isLocked(address, username, secretHash, now.getTime())) return { kind: 'locked' };
    try {
      const credential = await this.findCredential(username);
      // The secret is compared even if the user name is unknown, so that the response time does not reveal whether the
      // user name exists.
      const isCorrect = isDeviceSecret(password.toString('utf8'), credential?.secret_hash ?? UNKNOWN_HASH);
      if (!credential || !isCorrect || !isUsable(credential, now)) {
        this.lockout.recordFailure(address, username, secretHash, now.getTime());
        return { kind: 'refused' };
      }
      this.lockout.recordSuccess(secretHash);
      const device = await this.directory.find(credential.device_key);
      if (!device) return { kind: 'refused' };
      await this.pool.query(
        'update device_credential set last_used_at = $3 where maker_id = $1 and id = $2',
        [credential.maker_id, credential.credential_id, now],
      );
      return { kind: 'granted', device, username };
    } catch {
      return { kind: 'unavailable' };
    }
  }

  /**
   * Decides whether a certificate gives access. The TLS handshake has proven possession of its key.
   * @param certificate as presented by the peer, in DER format
   */
  async decideByCertificate(certificate: { readonly raw: Buffer }, address: string): Promise<AccessDecision> {
    const now = this.now();
    const presented = readCertificate(certificate.raw);
    if (!presented) return { kind: 'refused' };
    const { fingerprint } = presented;
    if (this.lockout.isLocked(address, fingerprint, fingerprint, now.getTime())) return { kind: 'locked' };
    try {
      const grant = await this.certificates.find(presented, now);
      const device = grant && (await this.directory.find(grant.deviceKey));
      if (grant && device) {
        this.lockout.recordSuccess(fingerprint);
        return { kind: 'granted', device, username: grant.username };
      }
      this.lockout.recordFailure(address, fingerprint, fingerprint, now.getTime());
      return { kind: 'refused' };
    } catch {
      return { kind: 'unavailable' };
    }
  }

  /**
   * Decides whether a device that sends only its password has access. Some firmware connects in this way, because it
   * was written for servers that identify devices by a token.
   * @param token password of a credential
   */
  async decideByToken(token: string, address: string): Promise<AccessDecision> {
    const hash = hashDeviceSecret(token);
    // Wrong tokens from an address are counted per token and in total, like wrong passwords per user name and in total.
    const unknown = `token ${hash.slice(0, 16)}`;
    if (token === '' || this.lockout.isLocked(address, unknown, hash, this.now().getTime()))
      return { kind: token === '' ? 'refused' : 'locked' };
    try {
      const { rows } = await this.pool.query<{ username: string | null }>(
        'select find_username_of_secret($1) as username',
        [hash],
      );
      return await this.decide(rows[0]?.username ?? unknown, Buffer.from(token), address);
    } catch {
      return { kind: 'unavailable' };
    }
  }

  /**
   * Returns the device of the valid credential that has a user name; undefined if there is none. The data is at most a
   * few seconds old.
   */
  async findDevice(username: string): Promise<KnownDevice | undefined> {
    const now = this.now();
    const known = this.owners.get(username);
    if (known && known.untilMs > now.getTime()) return known.device;
    const credential = await this.findCredential(username);
    const isGood = credential && isUsable(credential, now);
    const device = isGood ? await this.directory.find(credential.device_key) : undefined;
    if (this.owners.size >= MAX_CACHED_OWNERS) this.owners.clear();
    this.owners.set(username, { device, untilMs: now.getTime() + OWNER_CACHE_MS });
    return device;
  }

  /** Returns the user names of credentials that have ended: revoked, past their overlap, or of an archived device. */
  async findEnded(usernames: readonly string[]): Promise<string[]> {
    const now = this.now();
    const { rows } = await this.pool.query<CredentialRow & { username: string }>(
      `select u.username, ${CREDENTIAL} from unnest($1::text[]) as u (username) cross join lateral find_device_credential(u.username) c`,
      [usernames],
    );
    const usable = new Set(rows.filter((row) => isUsable(row, now)).map((row) => row.username));
    return usernames.filter((username) => !usable.has(username));
  }

  private async findCredential(username: string): Promise<CredentialRow | undefined> {
    if (username.includes('\u0000')) return undefined;
    const { rows } = await this.pool.query<CredentialRow>(
      `select ${CREDENTIAL} from find_device_credential($1) c`,
      [username],
    );
    return rows[0];
  }
}

function isUsable(credential: CredentialRow, now: Date): boolean {
  return isCredentialUsable({ validUntil: credential.valid_until, revokedAt: credential.revoked_at }, now);
}
