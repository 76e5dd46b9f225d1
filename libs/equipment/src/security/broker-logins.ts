import type { DeviceLogin } from '../domain/security/dynamic-security.js';

/**
 * Where the broker learns of devices' logins. A use case tells the broker first and commits then, inside its transaction:
 *
 * - The broker refuses or is away: the use case fails, and nothing has changed.
 * - The commit fails after `admit`: the broker has a login whose password nobody was ever told; the next issue of that name
 *   replaces it.
 * - The commit fails after `end`: the device is shut out although its credential is listed as good, so whoever saw the
 *   failure revokes again. The other order would leave a revoked device connected.
 *
 * Both may be repeated with the transaction that they are part of.
 */
export abstract class BrokerLogins {
  /** Whether the broker looks at a certificate's common name alone, so that it has to be the device's own. */
  readonly knowsCertificatesByName: boolean = false;
  /**
   * Makes logins good; one of the same name is replaced.
   * @throws DomainError equipment.broker_unreachable
   */
  abstract admit(logins: readonly DeviceLogin[]): Promise<void>;
  /**
   * Ends logins and cuts their connections; unknown ones are nothing to do.
   * @throws DomainError equipment.broker_unreachable
   */
  abstract end(usernames: readonly string[]): Promise<void>;
}

/**
 * Nothing to tell: the broker inside ingest asks the database whenever a device connects, and one that the product has no login
 * at lets everybody in or has a list that others keep.
 */
export class NoBrokerLogins extends BrokerLogins {
  admit(): Promise<void> {
    return Promise.resolve();
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}
