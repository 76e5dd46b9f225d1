import { randomUUID } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { DomainError } from '#platform';
import { BrokerLogins } from './broker-logins.js';
import { type BrokerState } from '../domain/security/broker-reconciliation.js';
import {
  type Acl,
  addLoginCommands,
  type DeviceLogin,
  type DynamicSecurityAnswer,
  type DynamicSecurityCommand,
  removeLoginCommands,
  findError,
  hasRole,
  isSameAcls,
  PRODUCT_ROLE,
  productAcls,
} from '../domain/security/dynamic-security.js';

/** The address of an external broker, and the product's own login there. */
export interface BrokerAddress {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

type SendCommands = (commands: readonly DynamicSecurityCommand[]) => Promise<DynamicSecurityAnswer[]>;

const CONTROL = '$CONTROL/dynamic-security/v1';
const TIMEOUT_MS = 5000;
/**
 * Number of logins per batch. Mosquitto writes its whole file after each command, so larger batches would exceed the
 * timeout if there are thousands of devices.
 */
const LOGINS_PER_BATCH = 50;
const COMMANDS_PER_BATCH = 100;
/**
 * Number of entries per page. The plugin answers with one message per page, which delays the devices' messages that
 * follow it.
 */
const PAGE_SIZE = 1000;

/**
 * Manages device logins at a Mosquitto broker with its dynamic-security plugin. Each use opens a separate connection
 * with QoS 0: a command that can't be sent now must not arrive later, after the use case has failed.
 */
export class DynamicSecurityLogins extends BrokerLogins {
  override readonly matchesCertificatesByName = true;

  constructor(private readonly address: BrokerAddress) {
    super();
  }

  async addLogins(logins: readonly DeviceLogin[]): Promise<void> {
    if (logins.length === 0) return;
    await this.withConnection(async (sendCommands) => {
      for (let from = 0; from < logins.length; from += LOGINS_PER_BATCH)
        await sendCommands(addLoginCommands(logins.slice(from, from + LOGINS_PER_BATCH)));
    });
  }

  async removeLogins(usernames: readonly string[]): Promise<void> {
    if (usernames.length === 0) return;
    await this.withConnection(async (sendCommands) => {
      for (let from = 0; from < usernames.length; from += LOGINS_PER_BATCH)
        await sendCommands(removeLoginCommands(usernames.slice(from, from + LOGINS_PER_BATCH)));
    });
  }

  /**
   * Returns the logins and roles of the broker, including the product's own.
   * @throws DomainError equipment.broker_unreachable
   */
  readState(): Promise<BrokerState> {
    return this.withConnection(async (sendCommands) => {
      const clients = await listAll<{ username: string; roles?: { rolename: string }[] }>(
        sendCommands,
        'clients',
      );
      const roles = await listAll<{ rolename: string; acls?: Acl[] }>(sendCommands, 'roles');
      return {
        clients: clients.map((each) => ({
          username: each.username,
          roles: (each.roles ?? []).map(({ rolename }) => rolename),
        })),
        roles: roles.map(({ rolename, acls = [] }) => ({ rolename, acls })),
      };
    });
  }

  /**
   * Sends commands to the broker.
   * @throws DomainError equipment.broker_unreachable
   */
  async send(commands: readonly DynamicSecurityCommand[]): Promise<void> {
    if (commands.length === 0) return;
    await this.withConnection(async (sendCommands) => {
      for (let from = 0; from < commands.length; from += COMMANDS_PER_BATCH)
        await sendCommands(commands.slice(from, from + COMMANDS_PER_BATCH));
    });
  }

  /**
   * Grants the product's login access to the product's topics if access to any of them is missing.
   * @throws DomainError equipment.broker_unreachable
   */
  async admitProduct(): Promise<void> {
    const { username } = this.address;
    const known = await this.findProduct();
    if (known.hasRole && known.isCurrent) return;
    const role = { rolename: PRODUCT_ROLE, acls: productAcls() };
    if (!known.isCurrent) {
      const command = known.isThere ? 'modifyRole' : 'createRole';
      // A changed role makes the broker close all connections of its logins, including this one before the answer
      // arrives. Therefore, the result is checked afterwards. Adding the role below has the same effect.
      await this.withConnection((sendCommands) => sendCommands([{ command, ...role }])).catch(
        () => undefined,
      );
    }
    if (!known.hasRole)
      await this.withConnection((sendCommands) =>
        sendCommands([{ command: 'addClientRole', username, rolename: PRODUCT_ROLE }]),
      ).catch(() => undefined);
    const now = await this.findProduct();
    if (!now.hasRole || !now.isCurrent)
      throw new DomainError('equipment.broker_unreachable', { reason: 'no_answer' });
  }

  private findProduct(): Promise<{ isThere: boolean; isCurrent: boolean; hasRole: boolean }> {
    return this.withConnection(async (sendCommands) => {
      const [client] = await sendCommands([{ command: 'getClient', username: this.address.username }]);
      const roles = await listAll<{ rolename: string; acls?: Acl[] }>(sendCommands, 'roles');
      const role = roles.find(({ rolename }) => rolename === PRODUCT_ROLE);
      return {
        isThere: role !== undefined,
        isCurrent: isSameAcls(role?.acls ?? [], productAcls()),
        hasRole: client !== undefined && hasRole(client, PRODUCT_ROLE),
      };
    });
  }

  private async withConnection<Result>(
    work: (sendCommands: SendCommands) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.connect();
    try {
      return await work((commands) => exchangeCommands(client, commands));
    } finally {
      client.end(true);
    }
  }

  private async connect(): Promise<MqttClient> {
    const { url, username, password } = this.address;
    let client: MqttClient | undefined;
    try {
      client = await mqtt.connectAsync(
        url,
        { username, password, reconnectPeriod: 0, connectTimeout: TIMEOUT_MS },
        false,
      );
      // Without a listener, an error would end the process. The code that exchanges messages detects that the
      // connection was closed.
      client.on('error', () => undefined);
      await client.subscribeAsync(`${CONTROL}/response`, { qos: 0 });
      return client;
    } catch {
      client?.end(true);
      throw new DomainError('equipment.broker_unreachable', { reason: 'no_connection' });
    }
  }
}

/** Lists all clients or roles, page by page. */
async function listAll<Each>(sendCommands: SendCommands, kind: 'clients' | 'roles'): Promise<Each[]> {
  const command = kind === 'clients' ? 'listClients' : 'listRoles';
  const found: Each[] = [];
  for (;;) {
    const [answer] = await sendCommands([{ command, verbose: true, count: PAGE_SIZE, offset: found.length }]);
    const page = (answer?.data as Partial<Record<string, Each[]>> | undefined)?.[kind] ?? [];
    found.push(...page);
    if (page.length < PAGE_SIZE) return found;
  }
}

async function exchangeCommands(
  client: MqttClient,
  commands: readonly DynamicSecurityCommand[],
): Promise<DynamicSecurityAnswer[]> {
  const correlationData = randomUUID();
  const noAnswer = new DomainError('equipment.broker_unreachable', { reason: 'no_answer' });
  const answers = await new Promise<DynamicSecurityAnswer[]>((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(noAnswer)), TIMEOUT_MS);
    const onClose = (): void => finish(() => reject(noAnswer));
    const onMessage = (_topic: string, payload: Buffer): void => {
      const { responses } = JSON.parse(payload.toString('utf8')) as { responses: DynamicSecurityAnswer[] };
      if (responses[0]?.correlationData === correlationData) finish(() => resolve(responses));
    };
    const finish = (complete: () => void): void => {
      clearTimeout(timer);
      client.off('close', onClose);
      client.off('message', onMessage);
      complete();
    };
    client.on('close', onClose);
    client.on('message', onMessage);
    client.publish(
      CONTROL,
      JSON.stringify({ commands: commands.map((command) => ({ ...command, correlationData })) }),
      { qos: 0 },
    );
  });
  const refusal = findError(answers);
  if (refusal)
    throw new DomainError('equipment.broker_unreachable', {
      reason: 'refused',
      command: refusal.command,
      answer: refusal.error ?? '',
    });
  return answers;
}
