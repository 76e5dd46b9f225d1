/** Request of a broker that asks whether a client may connect, publish on a topic or subscribe to topic filters. */
export type BrokerRequest =
  | {
      readonly kind: 'connect';
      readonly username: string;
      readonly password: string;
      readonly address: string;
    }
  | { readonly kind: 'publish' | 'subscribe'; readonly username: string; readonly topics: readonly string[] };

/** Broker product that defines the format of requests and responses. */
export type BrokerDialect = 'emqx' | 'vernemq';

/** Accepted client. The broker can store this and send it with later requests. */
export interface AcceptedClient {
  /** Name of the credential, also for a client that sent only a token. */
  readonly login: string;
  /** Slug of the maker and code of the device, as `<maker>/<device>`. */
  readonly device: string;
  readonly messagesPerSecond: number | null;
}

/** `topic`: replaces the topic of a message; null to keep it. `later`: the answer is currently unknown. */
export type BrokerAnswer =
  | { readonly kind: 'deny' | 'later' }
  | { readonly kind: 'allow'; readonly admitted: AcceptedClient | null; readonly topic: string | null };

type RequestBody = Readonly<Record<string, unknown>>;

/** Prefix that an EMQX listener adds to the topics of its devices. */
const MOUNTPOINT = /^eaas\/[^/]+\/[^/]+\/$/;
const HOOK = /^(auth_on_register|auth_on_publish|auth_on_subscribe)(_m5)?$/;

/**
 * Reads the requests of EMQX's HTTP authentication (`POST /mqtt/auth`) and authorization (`POST /mqtt/acl`), and of
 * VerneMQ's webhooks (`POST /mqtt/vernemq`, with the name of the hook in the header `vernemq-hook`).
 * @returns undefined for other requests
 */
export function readBrokerRequest(
  path: string,
  hook: string | undefined,
  body: unknown,
): { readonly dialect: BrokerDialect; readonly question: BrokerRequest } | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = body as RequestBody;
  const username = text(fields['username']);
  switch (path) {
    case '/mqtt/auth':
      return {
        dialect: 'emqx',
        question: {
          kind: 'connect',
          username,
          password: text(fields['password']),
          address: text(fields['peerhost']),
        },
      };
    case '/mqtt/acl': {
      const kind = fields['action'];
      if (kind !== 'publish' && kind !== 'subscribe') return undefined;
      const mountpoint = text(fields['mountpoint']);
      const topic = (MOUNTPOINT.test(mountpoint) ? mountpoint : '') + text(fields['topic']);
      const login = text(fields['login']) || username;
      return { dialect: 'emqx', question: { kind, username: login, topics: [topic] } };
    }
    case '/mqtt/vernemq': {
      const question = readHook(HOOK.exec(hook ?? '')?.[1], username, fields);
      return question && { dialect: 'vernemq', question };
    }
    default:
      return undefined;
  }
}

/** Writes the response in the broker's format. `later` rejects the client. */
export function writeBrokerAnswer(dialect: BrokerDialect, answer: BrokerAnswer): object {
  if (answer.kind !== 'allow')
    return dialect === 'emqx'
      ? { result: 'deny', is_superuser: false }
      : { result: { error: 'not_allowed' } };
  const { admitted, topic } = answer;
  if (dialect === 'emqx')
    return {
      result: 'allow',
      is_superuser: false,
      ...(admitted && { client_attrs: { login: admitted.login, device: admitted.device } }),
    };
  const modifiers = {
    ...(admitted && { username: admitted.login }),
    ...(admitted && admitted.messagesPerSecond !== null
      ? { max_message_rate: admitted.messagesPerSecond }
      : {}),
    ...(topic !== null && { topic }),
  };
  return { result: 'ok', ...(Object.keys(modifiers).length > 0 && { modifiers }) };
}

function readHook(
  name: string | undefined,
  username: string,
  fields: RequestBody,
): BrokerRequest | undefined {
  switch (name) {
    case 'auth_on_register':
      return {
        kind: 'connect',
        username,
        password: text(fields['password']),
        address: text(fields['peer_addr']),
      };
    case 'auth_on_publish':
      return { kind: 'publish', username, topics: [text(fields['topic'])] };
    case 'auth_on_subscribe': {
      const topics = Array.isArray(fields['topics']) ? (fields['topics'] as (RequestBody | null)[]) : [];
      return { kind: 'subscribe', username, topics: topics.map((each) => text(each?.['topic'])) };
    }
    default:
      return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
