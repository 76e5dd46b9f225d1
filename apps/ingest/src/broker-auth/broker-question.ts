/** What a broker asks: whether somebody may come in, or whether who came in may publish on a topic or read a filter. */
export type BrokerQuestion =
  | {
      readonly kind: 'connect';
      readonly username: string;
      readonly password: string;
      readonly address: string;
    }
  | { readonly kind: 'publish' | 'subscribe'; readonly username: string; readonly topics: readonly string[] };

/** Whose words question and answer are in. */
export type BrokerDialect = 'emqx' | 'vernemq';

/** Who came in: what a broker may remember of the connection, to say it with its later questions. */
export interface Admitted {
  /** The credential's name, also of who showed a token alone. */
  readonly login: string;
  /** `<maker>/<device>`; empty for the product itself. */
  readonly device: string;
  readonly messagesPerSecond: number | null;
}

/** `topic`: the one that a message is to go on under; null for its own. `later`: nobody can tell now. */
export type BrokerAnswer =
  | { readonly kind: 'deny' | 'later' }
  | { readonly kind: 'allow'; readonly admitted: Admitted | null; readonly topic: string | null };

type Said = Readonly<Record<string, unknown>>;

/** What a listener of EMQX puts before the topics of its devices. */
const MOUNTPOINT = /^eaas\/[^/]+\/[^/]+\/$/;
const HOOK = /^(auth_on_register|auth_on_publish|auth_on_subscribe)(_m5)?$/;

/**
 * Reads `POST /mqtt/auth` and `/mqtt/acl` of EMQX's HTTP authentication and authorization, and of VerneMQ's webhooks
 * `POST /mqtt/vernemq` with the hook's name in the header `vernemq-hook`.
 * @returns undefined for what is none of them
 */
export function readQuestion(
  path: string,
  hook: string | undefined,
  body: unknown,
): { readonly dialect: BrokerDialect; readonly question: BrokerQuestion } | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const said = body as Said;
  const username = text(said['username']);
  switch (path) {
    case '/mqtt/auth':
      return {
        dialect: 'emqx',
        question: {
          kind: 'connect',
          username,
          password: text(said['password']),
          address: text(said['peerhost']),
        },
      };
    case '/mqtt/acl': {
      const kind = said['action'];
      if (kind !== 'publish' && kind !== 'subscribe') return undefined;
      const mountpoint = text(said['mountpoint']);
      const topic = (MOUNTPOINT.test(mountpoint) ? mountpoint : '') + text(said['topic']);
      const login = text(said['login']) || username;
      return { dialect: 'emqx', question: { kind, username: login, topics: [topic] } };
    }
    case '/mqtt/vernemq': {
      const question = readHook(HOOK.exec(hook ?? '')?.[1], username, said);
      return question && { dialect: 'vernemq', question };
    }
    default:
      return undefined;
  }
}

/** The answer in the broker's words; `later` keeps out whom nobody can tell about now. */
export function writeAnswer(dialect: BrokerDialect, answer: BrokerAnswer): object {
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

function readHook(name: string | undefined, username: string, said: Said): BrokerQuestion | undefined {
  switch (name) {
    case 'auth_on_register':
      return {
        kind: 'connect',
        username,
        password: text(said['password']),
        address: text(said['peer_addr']),
      };
    case 'auth_on_publish':
      return { kind: 'publish', username, topics: [text(said['topic'])] };
    case 'auth_on_subscribe': {
      const topics = Array.isArray(said['topics']) ? (said['topics'] as Said[]) : [];
      return { kind: 'subscribe', username, topics: topics.map((each) => text(each?.['topic'])) };
    }
    default:
      return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
