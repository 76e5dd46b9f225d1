import type { DeviceLogin } from '../domain/security/dynamic-security.js';

/**
 * Manages device logins at the broker. A use case changes the broker first and then commits, inside its transaction:
 *
 * - The broker rejects the change or is down: the use case fails, and nothing has changed.
 * - The commit fails after `admit`: the broker has a login whose password was never shown; the next credential of
 *   that name replaces it.
 * - The commit fails after `end`: the device is locked out although its credential is listed as valid, so the person
 *   who saw the error revokes it again. The opposite order would leave a revoked device connected.
 *
 * Both may be repeated with their transaction.
 */
export abstract class BrokerLogins {
  /** Whether the broker checks only a certificate's common name, so that it must be the device's own. */
  readonly matchesCertificatesByName: boolean = false;
  /**
   * Admits logins and replaces existing ones of the same name.
   * @throws DomainError equipment.broker_unreachable
   */
  abstract addLogins(logins: readonly DeviceLogin[]): Promise<void>;
  /**
   * Ends logins and cuts their connections; ignores unknown ones.
   * @throws DomainError equipment.broker_unreachable
   */
  abstract removeLogins(usernames: readonly string[]): Promise<void>;
}

/**
 * Does nothing: the broker inside ingest asks the database when a device connects, and an external broker where the
 * product has no login admits everyone or is managed by others.
 */
export class NoBrokerLogins extends BrokerLogins {
  addLogins(): Promise<void> {
    return Promise.resolve();
  }

  removeLogins(): Promise<void> {
    return Promise.resolve();
  }
}
