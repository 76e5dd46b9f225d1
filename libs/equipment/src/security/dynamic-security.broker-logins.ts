import { randomUUID } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { DomainError } from '#platform';
import { BrokerLogins } from './broker-logins.js';
import { type BrokerState } from '../domain/security/broker-reconciliation.js';
import {
  type Acl,
  admitCommands,
  type DeviceLogin,
  type DynamicSecurityAnswer,
  type DynamicSecurityCommand,
  endCommands,
  findRefusal,
  hasRole,
  isSameAcls,
  PRODUCT_ROLE,
  productAcls,
} from '../domain/security/dynamic-security.js';

/** The address of an external broker, and the product's own login there. */
export interface BrokerPlace {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

type Ask = (commands: readonly DynamicSecurityCommand[]) => Promise<DynamicSecurityAnswer[]>;

const CONTROL = '$CONTROL/dynamic-security/v1';
const PATIENCE_MS = 5000;
/**
 * Mosquitto writes its whole file after each command, so larger batches would exceed the timeout with thousands of
 * devices.
 */
const LOGINS_AT_ONCE = 50;
const COMMANDS_AT_ONCE = 100;
/** The plugin answers with one message, which delays the devices' messages behind it. */
const LISTED_AT_ONCE = 1000;

/**
 * Device logins at a Mosquitto with its dynamic-security plugin. Each use opens its own connection with QoS 0: a
 * command that can't be sent now must not arrive later, after the use case has failed.
 */
export class DynamicSecurityLogins extends BrokerLogins {
  override readonly knowsCertificatesByName = true;

  constructor(private readonly place: BrokerPlace) {
    super();
  }

  async admit(logins: readonly DeviceLogin[]): Promise<void> {
    if (logins.length === 0) return;
    await this.converse(async (ask) => {
      for (let from = 0; from < logins.length; from += LOGINS_AT_ONCE)
        await ask(admitCommands(logins.slice(from, from + LOGINS_AT_ONCE)));
    });
  }

  async end(usernames: readonly string[]): Promise<void> {
    if (usernames.length === 0) return;
    await this.converse(async (ask) => {
      for (let from = 0; from < usernames.length; from += LOGINS_AT_ONCE)
        await ask(endCommands(usernames.slice(from, from + LOGINS_AT_ONCE)));
    });
  }

  /**
   * Returns the logins and roles of the broker, including the product's own. @throws DomainError
   * equipment.broker_unreachable
   */
  look(): Promise<BrokerState> {
    return this.converse(async (ask) => {
      const clients = await listAll<{ username: string; roles?: { rolename: string }[] }>(ask, 'clients');
      const roles = await listAll<{ rolename: string; acls?: Acl[] }>(ask, 'roles');
      return {
        clients: clients.map((each) => ({
          username: each.username,
          roles: (each.roles ?? []).map(({ rolename }) => rolename),
        })),
        roles: roles.map(({ rolename, acls = [] }) => ({ rolename, acls })),
      };
    });
  }

  /** Sends commands to the broker. @throws DomainError equipment.broker_unreachable */
  async tell(commands: readonly DynamicSecurityCommand[]): Promise<void> {
    if (commands.length === 0) return;
    await this.converse(async (ask) => {
      for (let from = 0; from < commands.length; from += COMMANDS_AT_ONCE)
        await ask(commands.slice(from, from + COMMANDS_AT_ONCE));
    });
  }

  /**
   * Grants the product's login its own topics if any are missing.
   * @throws DomainError equipment.broker_unreachable
   */
  async admitProduct(): Promise<void> {
    const { username } = this.place;
    const known = await this.findProduct();
    if (known.hasRole && known.isCurrent) return;
    const role = { rolename: PRODUCT_ROLE, acls: productAcls() };
    if (!known.isCurrent) {
      const command = known.isThere ? 'modifyRole' : 'createRole';
      // A changed role makes the broker cut all connections of its logins, including this one before the answer
      // arrives, so the result is checked afterwards; adding the role below has the same effect.
      await this.converse((ask) => ask([{ command, ...role }])).catch(() => undefined);
    }
    if (!known.hasRole)
      await this.converse((ask) =>
        ask([{ command: 'addClientRole', username, rolename: PRODUCT_ROLE }]),
      ).catch(() => undefined);
    const now = await this.findProduct();
    if (!now.hasRole || !now.isCurrent)
      throw new DomainError('equipment.broker_unreachable', { reason: 'no_answer' });
  }

  private findProduct(): Promise<{ isThere: boolean; isCurrent: boolean; hasRole: boolean }> {
    return this.converse(async (ask) => {
      const [client] = await ask([{ command: 'getClient', username: this.place.username }]);
      const roles = await listAll<{ rolename: string; acls?: Acl[] }>(ask, 'roles');
      const role = roles.find(({ rolename }) => rolename === PRODUCT_ROLE);
      return {
        isThere: role !== undefined,
        isCurrent: isSameAcls(role?.acls ?? [], productAcls()),
        hasRole: client !== undefined && hasRole(client, PRODUCT_ROLE),
      };
    });
  }

  private async converse<Result>(work: (ask: Ask) => Promise<Result>): Promise<Result> {
    const client = await this.connect();
    try {
      return await work((commands) => exchange(client, commands));
    } finally {
      client.end(true);
    }
  }

  private async connect(): Promise<MqttClient> {
    const { url, username, password } = this.place;
    let client: MqttClient | undefined;
    try {
      client = await mqtt.connectAsync(
        url,
        { username, password, reconnectPeriod: 0, connectTimeout: PATIENCE_MS },
        false,
      );
      // Without a listener an error would end the process; the exchange sees the connection close.
      client.on('error', () => undefined);
      await client.subscribeAsync(`${CONTROL}/response`, { qos: 0 });
      return client;
    } catch {
      client?.end(true);
      throw new DomainError('equipment.broker_unreachable', { reason: 'no_connection' });
    }
  }
}

/** Lists everything of a kind, page by page. */
async function listAll<Each>(ask: Ask, kind: 'clients' | 'roles'): Promise<Each[]> {
  const command = kind === 'clients' ? 'listClients' : 'listRoles';
  const found: Each[] = [];
  for (;;) {
    const [answer] = await ask([{ command, verbose: true, count: LISTED_AT_ONCE, offset: found.length }]);
    const page = (answer?.data as Partial<Record<string, Each[]>> | undefined)?.[kind] ?? [];
    found.push(...page);
    if (page.length < LISTED_AT_ONCE) return found;
  }
}

async function exchange(
  client: MqttClient,
  commands: readonly DynamicSecurityCommand[],
): Promise<DynamicSecurityAnswer[]> {
  const correlationData = randomUUID();
  const noAnswer = new DomainError('equipment.broker_unreachable', { reason: 'no_answer' });
  const answers = await new Promise<DynamicSecurityAnswer[]>((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(noAnswer)), PATIENCE_MS);
    const onClose = (): void => settle(() => reject(noAnswer));
    const onMessage = (_topic: string, payload: Buffer): void => {
      const { responses } = JSON.parse(payload.toString('utf8')) as { responses: DynamicSecurityAnswer[] };
      if (responses[0]?.correlationData === correlationData) settle(() => resolve(responses));
    };
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      client.off('close', onClose);
      client.off('message', onMessage);
      how();
    };
    client.on('close', onClose);
    client.on('message', onMessage);
    client.publish(
      CONTROL,
      JSON.stringify({ commands: commands.map((command) => ({ ...command, correlationData })) }),
      { qos: 0 },
    );
  });
  const refusal = findRefusal(answers);
  if (refusal)
    throw new DomainError('equipment.broker_unreachable', {
      reason: 'refused',
      command: refusal.command,
      answer: refusal.error ?? '',
    });
  return answers;
}
