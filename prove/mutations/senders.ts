import { Agent, request } from 'node:http';
import mqtt, { type MqttClient } from 'mqtt';
import type { PumpMachine } from '../support/pump-world.js';

/** The product's response. A field is undefined if the protocol does not report it, as in MQTT 3.1.1. */
export interface Answer {
  /** True if any part of the message was quarantined. */
  readonly isFaulty?: boolean | undefined;
  /** Counts by outcome. */
  readonly counts?:
    { readonly stored: number; readonly duplicates: number; readonly quarantined: number } | undefined;
}

/** Sends a device's messages in order. */
export interface Sender {
  /** Maximum number of unacknowledged messages. */
  readonly inFlight: number;
  send(path: string, payload: Buffer): Promise<Answer>;
  close(): Promise<void>;
}

const IN_FLIGHT = 100;

/** Sends with MQTT at QoS 1. */
export class MqttSender implements Sender {
  readonly inFlight = IN_FLIGHT;
  private readonly lost: Promise<never>;

  private constructor(private readonly client: MqttClient) {
    let why = 'without a reason';
    client.on('error', (error) => (why = error.message));
    client.on('disconnect', ({ reasonCode }) => (why = `with reason code ${reasonCode}`));
    this.lost = new Promise((_, reject) => {
      client.once('close', () =>
        reject(new Error(`The connection of ${client.options.clientId} ended ${why}`)),
      );
    });
    this.lost.catch(() => undefined);
  }

  static async connect(
    url: string,
    { username, password }: PumpMachine,
    protocolVersion: 4 | 5,
    clientId = username,
  ): Promise<MqttSender> {
    const options = { username, password, protocolVersion, clientId, reconnectPeriod: 0 };
    return new MqttSender(await mqtt.connectAsync(url, options));
  }

  send(topic: string, payload: Buffer): Promise<Answer> {
    const answered = new Promise<Answer>((resolve, reject) => {
      this.client.publish(topic, payload, { qos: 1 }, (error) => {
        const code = (error as { code?: unknown } | undefined)?.code;
        if (error && typeof code !== 'number') return reject(error);
        const isTold = this.client.options.protocolVersion === 5;
        resolve({ isFaulty: isTold ? code !== undefined : undefined });
      });
    });
    return Promise.race([answered, this.lost]);
  }

  async close(): Promise<void> {
    await this.client.endAsync(true);
  }
}

/** Sends with HTTP POST, one request after the other. */
export class HttpSender implements Sender {
  readonly inFlight = 1;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** @param authorization for paths that don't contain a token */
  constructor(
    private readonly url: string,
    private readonly authorization: string | undefined,
  ) {}

  /** Retries if an idle connection was closed before the request reached the server. */
  async send(path: string, payload: Buffer): Promise<Answer> {
    for (;;) {
      const answer = await this.post(path, payload);
      if (answer) return answer;
    }
  }

  private post(path: string, payload: Buffer): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-length': payload.length,
        ...(this.authorization !== undefined && { authorization: this.authorization }),
      };
      const posted = request(
        `${this.url}${path}`,
        { method: 'POST', agent: this.agent, headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const { statusCode } = response;
            if (statusCode !== 200 && statusCode !== 400)
              return reject(new Error(`${path} returned ${statusCode}: ${text}`));
            const counts = JSON.parse(text) as Partial<NonNullable<Answer['counts']>>;
            const { stored, duplicates, quarantined } = counts;
            const isFaulty = statusCode === 400 || (quarantined ?? 0) > 0;
            resolve({
              isFaulty,
              counts:
                stored === undefined || duplicates === undefined || quarantined === undefined
                  ? undefined
                  : { stored, duplicates, quarantined },
            });
          });
        },
      );
      posted.on('error', (error: NodeJS.ErrnoException) =>
        posted.reusedSocket && error.code === 'ECONNRESET' ? resolve(undefined) : reject(error),
      );
      posted.end(payload);
    });
  }

  close(): Promise<void> {
    this.agent.destroy();
    return Promise.resolve();
  }
}

/** A message to send, and a function that receives the response. */
export interface Sending {
  readonly path: string;
  readonly payload: Buffer;
  onAnswer(answer: Answer): void;
}

/**
 * Sends messages in order, with at most as many unacknowledged messages as the sender allows.
 * @param next returns the n-th message, from 1
 */
export async function sendInOrder(
  sender: Sender,
  count: number,
  next: (n: number) => Sending,
): Promise<void> {
  const open = new Set<Promise<void>>();
  for (let n = 1; n <= count; n++) {
    const { path, payload, onAnswer } = next(n);
    const sent = sender
      .send(path, payload)
      .then(onAnswer)
      .finally(() => open.delete(sent));
    open.add(sent);
    while (open.size >= sender.inFlight) await Promise.race(open);
  }
  await Promise.all(open);
}
