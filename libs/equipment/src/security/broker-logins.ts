import type { DeviceLogin } from '../domain/security/dynamic-security.js';

/**
 * Manages device logins at the broker. A use case changes the broker within its transaction, before the commit:
 *
 * - If the broker rejects the change or is down, the use case fails and nothing has changed.
 * - If the commit fails after `addLogins`, the broker has a login with a password that was never shown. The next
 *   credential with the same name replaces the login.
 * - If the commit fails after `removeLogins`, the device is locked out although its credential is listed as valid, so
 *   the person who saw the error must revoke it again. The opposite order would leave a revoked device connected.
 *
 * Both methods can be repeated together with their transaction.
 */
export abstract class BrokerLogins {
  /** Whether the broker checks only a certificate's common name, which must then be the device's own name. */
  readonly matchesCertificatesByName: boolean = false;
  /**
   * Adds logins. Existing logins with the same name are replaced.
   * @throws DomainError equipment.broker_unreachable
   */
  abstract addLogins(logins: readonly DeviceLogin[]): Promise<void>;
  /**
   * Removes logins and closes their connections. Unknown logins are ignored.
   * @throws DomainError equipment.broker_unreachable
   */
  abstract removeLogins(usernames: readonly string[]): Promise<void>;
}

/**
 * Does nothing. The broker inside ingest checks the database when a device connects. An external broker for which the
 * product has no login admits every device or is managed separately.
 */
export class NoBrokerLogins extends BrokerLogins {
  addLogins(): Promise<void> {
    return Promise.resolve();
  }

  removeLogins(): Promise<void> {
    return Promise.resolve();
  }
}
