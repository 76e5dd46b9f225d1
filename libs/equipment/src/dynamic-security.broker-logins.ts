import { randomUUID } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { DomainError } from '#platform';
import { BrokerLogins } from './broker-logins.js';
import {
  admitCommands,
  type DeviceLogin,
  type DynamicSecurityAnswer,
  type DynamicSecurityCommand,
  endCommands,
  findRefusal,
  hasRole,
  PRODUCT_ROLE,
  productRoleCommand,
} from './domain/dynamic-security.js';

/** An external broker, and the product's own login there. */
export interface BrokerPlace {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

type Ask = (commands: readonly DynamicSecurityCommand[]) => Promise<DynamicSecurityAnswer[]>;

const CONTROL = '$CONTROL/dynamic-security/v1';
const PATIENCE_MS = 5000;
/** Mosquitto writes its whole file after each command, so more would exceed the patience with thousands of devices. */
const LOGINS_AT_ONCE = 50;

/**
 * Devices' logins at a Mosquitto, by its dynamic-security plugin. Each use has a connection of its own and QoS 0: what could
 * not be told now must not be told later, when the use case has long failed.
 */
export class DynamicSecurityLogins extends BrokerLogins {
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

  /** The usernames that the broker knows, the product's own among them. @throws DomainError equipment.broker_unreachable */
  list(): Promise<string[]> {
    return this.converse(async (ask) => {
      const [answer] = await ask([{ command: 'listClients' }]);
      return (answer?.data as { clients?: string[] } | undefined)?.clients ?? [];
    });
  }

  /**
   * Gives the product's login its own topics, where it has not got them.
   * @throws DomainError equipment.broker_unreachable
   */
  async admitProduct(): Promise<void> {
    if (await this.hasProductRole()) return;
    await this.converse((ask) => ask([productRoleCommand()]));
    const { username } = this.place;
    // A new role makes the broker cut all connections of its login, this one with the answer on it, so it is looked at again.
    await this.converse((ask) => ask([{ command: 'addClientRole', username, rolename: PRODUCT_ROLE }])).catch(
      () => undefined,
    );
    if (!(await this.hasProductRole()))
      throw new DomainError('equipment.broker_unreachable', { reason: 'no_answer' });
  }

  private hasProductRole(): Promise<boolean> {
    return this.converse(async (ask) => {
      const [client] = await ask([{ command: 'getClient', username: this.place.username }]);
      return client !== undefined && hasRole(client, PRODUCT_ROLE);
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
