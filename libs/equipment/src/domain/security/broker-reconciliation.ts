import { type CredentialTerm, isCredentialUsable } from './device-credential.js';
import {
  type Acl,
  createClientCommand,
  deviceAcls,
  type DynamicSecurityCommand,
  isSameAcls,
} from './dynamic-security.js';

/**
 * The database's record of a login name. A name can occur more than once, because all certificates of a device have the
 * same name. For the kind `authority`, certificates with the name are valid, registered or not, while the maker's
 * authority is valid.
 */
export interface KnownLogin extends CredentialTerm {
  readonly kind: 'password' | 'certificate' | 'authority';
  readonly name: string;
  /** Root topic of the device, `eaas/<maker>/<device>`. It is also the name of the login's role. */
  readonly topic: string;
}

/** Clients and roles of Mosquitto's dynamic-security plugin. */
export interface BrokerState {
  readonly clients: readonly { readonly username: string; readonly roles: readonly string[] }[];
  readonly roles: readonly { readonly rolename: string; readonly acls: readonly Acl[] }[];
}

export interface Reconciliation {
  readonly commands: readonly DynamicSecurityCommand[];
  /** Device clients that aren't in the database, because their use case is about to commit or has failed. */
  readonly suspects: ReadonlySet<string>;
  /**
   * Logins for which the broker has lost the password. Only the device knows the password, so a new one must be
   * issued.
   */
  readonly lost: readonly string[];
}

interface ExpectedLogin {
  readonly topic: string;
  readonly hasPassword: boolean;
}

const DEVICE_ROLES = 'eaas/';

/**
 * Plans the commands that bring a broker in line with the database. They remove unused device roles and logins that are
 * no longer valid. They create missing roles and missing logins for certificates, and update outdated roles. Clients
 * and roles that don't belong to devices are ignored.
 * @param suspected the suspects of the previous run; a client that is a suspect twice is removed
 */
export function planBrokerLogins(
  known: readonly KnownLogin[],
  broker: BrokerState,
  now: Date,
  suspected: ReadonlySet<string>,
): Reconciliation {
  const names = new Set(known.map(({ name }) => name));
  const expectedLogins = findExpectedLogins(known, now);
  const commands: DynamicSecurityCommand[] = [];
  const suspects = new Set<string>();
  const present = new Set<string>();
  const usedRoles = new Set([...expectedLogins.values()].map(({ topic }) => topic));
  const roles = new Map(broker.roles.map(({ rolename, acls }) => [rolename, acls]));

  for (const topic of usedRoles) {
    const acls = roles.get(topic);
    const expectedRole = { rolename: topic, acls: deviceAcls(topic) };
    if (!acls) commands.push({ command: 'createRole', ...expectedRole });
    else if (!isSameAcls(acls, expectedRole.acls)) commands.push({ command: 'modifyRole', ...expectedRole });
  }
  for (const { username, roles: assignedRoles } of broker.clients) {
    present.add(username);
    const login = expectedLogins.get(username);
    const isOfDevice = assignedRoles.some((role) => role.startsWith(DEVICE_ROLES));
    if (login) {
      if (!assignedRoles.includes(login.topic))
        commands.push({ command: 'addClientRole', username, rolename: login.topic });
    } else if (names.has(username) || (isOfDevice && suspected.has(username)))
      commands.push({ command: 'deleteClient', username });
    else if (isOfDevice) {
      suspects.add(username);
      assignedRoles.forEach((role) => usedRoles.add(role));
    }
  }
  for (const rolename of roles.keys())
    if (rolename.startsWith(DEVICE_ROLES) && !usedRoles.has(rolename))
      commands.push({ command: 'deleteRole', rolename });
  const missing = [...expectedLogins].filter(([name]) => !present.has(name));
  for (const [username, { topic, hasPassword }] of missing)
    if (!hasPassword) commands.push(createClientCommand({ username, topic }));
  return {
    commands,
    suspects,
    lost: missing.flatMap(([name, { hasPassword }]) => (hasPassword ? name : [])),
  };
}

/**
 * Returns the names that are valid now. An authority makes a name valid until the first certificate with that name is
 * revoked.
 */
function findExpectedLogins(known: readonly KnownLogin[], now: Date): Map<string, ExpectedLogin> {
  const revoked = new Set(
    known.flatMap(({ kind, name, revokedAt }) => (kind === 'certificate' && revokedAt ? name : [])),
  );
  return new Map(
    known
      .filter((login) => isCredentialUsable(login, now))
      .filter(({ kind, name }) => kind !== 'authority' || !revoked.has(name))
      .map(({ kind, name, topic }) => [name, { topic, hasPassword: kind === 'password' }]),
  );
}
