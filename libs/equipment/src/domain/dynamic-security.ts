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
  return logins.flatMap(({ username, password, topic }) => [
    {
      command: 'createRole',
      rolename: topic,
      acls: [
        ...['telemetry', 'event', 'state'].map((channel) =>
          allow('publishClientSend', `${topic}/${channel}`),
        ),
        ...['command/#', 'error'].flatMap((channel) => [
          allow('publishClientReceive', `${topic}/${channel}`),
          allow('subscribePattern', `${topic}/${channel}`),
        ]),
      ],
    },
    { command: 'deleteClient', username },
    {
      command: 'createClient',
      username,
      ...(password === undefined ? {} : { password }),
      roles: [{ rolename: topic }],
    },
  ]);
}

/** What ends logins: removed, with the connections that they opened. */
export function endCommands(usernames: readonly string[]): DynamicSecurityCommand[] {
  return usernames.map((username) => ({ command: 'deleteClient', username }));
}

/** The product's own topics, as a role: initialising the plugin gave its login no more than the plugin's control. */
export function productRoleCommand(): DynamicSecurityCommand {
  const written = ['eaas/+/+/command/#', 'eaas/+/+/error', 'dutycycle/internal/#'];
  const read = ['eaas/#', 'dutycycle/internal/#'];
  return {
    command: 'createRole',
    rolename: PRODUCT_ROLE,
    acls: [
      ...written.map((topic) => allow('publishClientSend', topic)),
      ...read.flatMap((topic) => [allow('publishClientReceive', topic), allow('subscribePattern', topic)]),
    ],
  };
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

function allow(acltype: string, topic: string): object {
  return { acltype, topic, allow: true };
}
