/**
 * A device's sign-in at the broker, with the topic that everything of the device lies under: `eaas/<maker>/<device>`. Without
 * a password it is a certificate's common name, and no password opens it.
 */
export interface DeviceLogin {
  readonly username: string;
  readonly password?: string;
  readonly topic: string;
}

/** A command of Mosquitto's dynamic-security plugin (its documentation: "Dynamic Security Plugin", topic API). */
export type DynamicSecurityCommand = Readonly<Record<string, unknown>> & { readonly command: string };

export interface DynamicSecurityAnswer {
  readonly command: string;
  readonly error?: string;
  readonly correlationData?: string;
  readonly data?: unknown;
}

/** What a role allows or forbids; the plugin's answers have a priority beside it. */
export interface Acl {
  readonly acltype: string;
  readonly topic: string;
  readonly allow: boolean;
}

/** The share in which several ingest processes read devices' messages. */
export const SHARE = 'dutycycle';

/** The role that the product gives itself, beside the one that the plugin's initialisation gave it. */
export const PRODUCT_ROLE = 'dutycycle';

/** Answers that say no more than that it is so already, by command. */
const ALREADY_SO: Readonly<Record<string, readonly string[]>> = {
  createRole: ['Role already exists'],
  deleteClient: ['Client not found'],
};

/**
 * What admits logins: a role per device with its own topics, and a client with it. An older client of the same name is
 * removed first, which cuts its connection: its password is no longer the one.
 */
export function admitCommands(logins: readonly DeviceLogin[]): DynamicSecurityCommand[] {
  return logins.flatMap((login) => [
    { command: 'createRole', rolename: login.topic, acls: deviceAcls(login.topic) },
    { command: 'deleteClient', username: login.username },
    createClientCommand(login),
  ]);
}

/** A client with the role of its device. */
export function createClientCommand({ username, password, topic }: DeviceLogin): DynamicSecurityCommand {
  return {
    command: 'createClient',
    username,
    ...(password === undefined ? {} : { password }),
    roles: [{ rolename: topic }],
  };
}

/**
 * What a device may do: with the native topics below its own what each is for; with ThingsBoard's below its own whatever it
 * likes, for they are in nobody else's way; and as Sparkplug's edge node of its name in its maker's group.
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

/** What ends logins: removed, with the connections that they opened. */
export function endCommands(usernames: readonly string[]): DynamicSecurityCommand[] {
  return usernames.map((username) => ({ command: 'deleteClient', username }));
}

/** The product's own topics, as a role: initialising the plugin gave its login no more than the plugin's control. */
export function productAcls(): Acl[] {
  const written = [
    ...['command/#', 'error', 'answer', 'v1/#', 'v2/#'].map((channel) => `eaas/+/+/${channel}`),
    ...['NCMD/#', 'DCMD/#'].map((type) => `spBv1.0/+/${type}`),
    'spBv1.0/STATE/#',
    'dutycycle/internal/#',
  ];
  const read = ['eaas/#', 'spBv1.0/#', 'dutycycle/internal/#'];
  return [
    ...written.map((topic) => allow('publishClientSend', topic)),
    ...read.flatMap((topic) => [allow('publishClientReceive', topic), allow('subscribePattern', topic)]),
    // Of a shared subscription the plugin looks at the whole filter, the share's name in front of it included.
    allow('subscribePattern', `$share/${SHARE}/eaas/#`),
  ];
}

/** Whether two lists allow the same, in whatever order. */
export function isSameAcls(one: readonly Acl[], other: readonly Acl[]): boolean {
  const keys = (acls: readonly Acl[]): string =>
    acls
      .map(({ acltype, topic, allow: allowed }) => `${acltype} ${topic} ${allowed}`)
      .sort()
      .join('\n');
  return keys(one) === keys(other);
}

/** Whether the answer to `getClient` shows a role. */
export function hasRole({ data }: DynamicSecurityAnswer, role: string): boolean {
  const { client } = (data ?? {}) as { client?: { roles?: { rolename: string }[] } };
  return client?.roles?.some(({ rolename }) => rolename === role) ?? false;
}

/** The first answer that is a refusal. */
export function findRefusal(answers: readonly DynamicSecurityAnswer[]): DynamicSecurityAnswer | undefined {
  return answers.find(
    ({ command, error }) => error !== undefined && !(ALREADY_SO[command] ?? []).includes(error),
  );
}

function allow(acltype: string, topic: string): Acl {
  return { acltype, topic, allow: true };
}
