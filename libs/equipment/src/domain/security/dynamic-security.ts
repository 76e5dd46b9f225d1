/**
 * A device's login at the broker, with the root topic of the device: `eaas/<maker>/<device>`. Without a password, the
 * login is a certificate's common name, and no password is accepted.
 */
export interface DeviceLogin {
  readonly username: string;
  readonly password?: string;
  readonly topic: string;
}

/** A command of Mosquitto's dynamic-security plugin (documented in "Dynamic Security Plugin", topic API). */
export type DynamicSecurityCommand = Readonly<Record<string, unknown>> & { readonly command: string };

export interface DynamicSecurityAnswer {
  readonly command: string;
  readonly error?: string;
  readonly correlationData?: string;
  readonly data?: unknown;
}

/** A permission of a role; the plugin's answers also have a priority. */
export interface Acl {
  readonly acltype: string;
  readonly topic: string;
  readonly allow: boolean;
}

/** The shared subscription with which several ingest processes read devices' messages. */
export const SHARE = 'dutycycle';

/**
 * The role that the product creates for itself, in addition to the role that the product's login received when the
 * plugin was initialized.
 */
export const PRODUCT_ROLE = 'dutycycle';

/** Errors, by command, that mean that the requested state was already reached. */
const ALREADY_APPLIED_ERRORS: Readonly<Record<string, readonly string[]>> = {
  createRole: ['Role already exists'],
  deleteClient: ['Client not found'],
};

/**
 * Returns the commands that add logins: a role per device with its own topics, and a client with that role. An existing
 * client of the same name is removed first, which closes its connection, because its password is outdated.
 */
export function addLoginCommands(logins: readonly DeviceLogin[]): DynamicSecurityCommand[] {
  return logins.flatMap((login) => [
    { command: 'createRole', rolename: login.topic, acls: deviceAcls(login.topic) },
    { command: 'deleteClient', username: login.username },
    createClientCommand(login),
  ]);
}

/** Returns the command that creates a client with the role of its device. */
export function createClientCommand({ username, password, topic }: DeviceLogin): DynamicSecurityCommand {
  return {
    command: 'createClient',
    username,
    ...(password === undefined ? {} : { password }),
    roles: [{ rolename: topic }],
  };
}

/**
 * Returns a device's permissions: its own native topics according to their purpose, everything below its own
 * ThingsBoard topics, where it can't affect other devices, and the Sparkplug edge node that has the device's name in
 * the maker's group.
 * @param topic `eaas/<maker>/<device>`
 */
export function deviceAcls(topic: string): Acl[] {
  const [, maker = '', device = ''] = topic.split('/');
  const formats = [`${topic}/v1/#`, `${topic}/v2/#`];
  return [
    ...['telemetry', 'event', 'state', 'ask'].map((channel) =>
      allow('publishClientSend', `${topic}/${channel}`),
    ),
    ...formats.map((filter) => allow('publishClientSend', filter)),
    allow('publishClientSend', `spBv1.0/${maker}/+/${device}/#`),
    ...[
      ...['command/#', 'error', 'answer'].map((channel) => `${topic}/${channel}`),
      ...formats,
      `spBv1.0/${maker}/NCMD/${device}/#`,
      `spBv1.0/${maker}/DCMD/${device}/#`,
      'spBv1.0/STATE/#',
    ].flatMap((filter) => [allow('publishClientReceive', filter), allow('subscribePattern', filter)]),
  ];
}

/** Returns the commands that remove logins and close their connections. */
export function removeLoginCommands(usernames: readonly string[]): DynamicSecurityCommand[] {
  return usernames.map((username) => ({ command: 'deleteClient', username }));
}

/**
 * Returns the permissions of the product's own role. When the plugin was initialized, the product's login received
 * access only to the plugin's control topic.
 */
export function productAcls(): Acl[] {
  const publishTopics = [
    ...['command/#', 'error', 'answer', 'v1/#', 'v2/#'].map((channel) => `eaas/+/+/${channel}`),
    ...['NCMD/#', 'DCMD/#'].map((type) => `spBv1.0/+/${type}`),
    'spBv1.0/STATE/#',
    'dutycycle/internal/#',
  ];
  const read = ['eaas/#', 'spBv1.0/#', 'dutycycle/internal/#'];
  return [
    ...publishTopics.map((topic) => allow('publishClientSend', topic)),
    ...read.flatMap((topic) => [allow('publishClientReceive', topic), allow('subscribePattern', topic)]),
    // The plugin checks the whole filter of a shared subscription, including the prefix with the share's name.
    allow('subscribePattern', `$share/${SHARE}/eaas/#`),
  ];
}

/** Returns true when two lists grant the same permissions, in any order. */
export function isSameAcls(one: readonly Acl[], other: readonly Acl[]): boolean {
  const keys = (acls: readonly Acl[]): string =>
    acls
      .map(({ acltype, topic, allow: allowed }) => `${acltype} ${topic} ${allowed}`)
      .sort()
      .join('\n');
  return keys(one) === keys(other);
}

/** Returns true when the answer to `getClient` lists a role. */
export function hasRole({ data }: DynamicSecurityAnswer, role: string): boolean {
  const { client } = (data ?? {}) as { client?: { roles?: { rolename: string }[] } };
  return client?.roles?.some(({ rolename }) => rolename === role) ?? false;
}

/**
 * Returns the first answer with an error, except errors that only mean that the requested state was already reached.
 */
export function findError(answers: readonly DynamicSecurityAnswer[]): DynamicSecurityAnswer | undefined {
  return answers.find(
    ({ command, error }) => error !== undefined && !(ALREADY_APPLIED_ERRORS[command] ?? []).includes(error),
  );
}

function allow(acltype: string, topic: string): Acl {
  return { acltype, topic, allow: true };
}
