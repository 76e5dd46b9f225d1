import type { KeyMode } from '../api-keys.js';

/** Subject of an event. The object is read again, because the copy in the event may be outdated. */
export type EventSubject =
  | {
      readonly kind: 'intent' | 'hosted_page' | 'method_setup' | 'method' | 'refund' | 'dispute' | 'payout';
      readonly id: string;
    }
  /** The event changes nothing that the product stores. */
  | { readonly kind: 'ignored' };

/** An event of the provider: from a webhook, or from the list that is polled for lost webhooks. */
export interface GatewayEvent {
  readonly id: string;
  readonly type: string;
  readonly mode: KeyMode;
  /** Connected account of the event; null for the account of the key. */
  readonly accountId: string | null;
  readonly createdAt: Date;
  readonly subject: EventSubject;
}

/** Kinds by prefix of the event type. The first match applies, so longer prefixes come first. */
const KINDS: readonly (readonly [prefix: string, kind: Exclude<EventSubject['kind'], 'ignored'> | null])[] = [
  ['payment_intent.', 'intent'],
  ['checkout.session.', 'hosted_page'],
  ['setup_intent.', 'method_setup'],
  ['payment_method.', 'method'],
  ['refund.', 'refund'],
  ['charge.dispute.', 'dispute'],
  ['payout.', 'payout'],
  // Events of charges report the same payment as events of their intent, possibly in another order. They are ignored,
  // so that a payment isn't processed twice. Refunds have separate events.
  ['charge.', null],
];

/** Returns the object to read again after an event. */
export function subjectOf(type: string, objectId: string): EventSubject {
  const [, kind] = KINDS.find(([prefix]) => type.startsWith(prefix)) ?? [];
  return kind == null ? { kind: 'ignored' } : { kind, id: objectId };
}

/**
 * Reads the JSON of an event with a verified signature.
 * @returns null if it isn't an event, for example a ping or another product's message
 */
export function parseEvent(json: unknown): GatewayEvent | null {
  if (!isRecord(json) || json['object'] !== 'event') return null;
  const { id, type, created, livemode, account, data } = json;
  const object = isRecord(data) ? data['object'] : undefined;
  const objectId = isRecord(object) ? object['id'] : undefined;
  if (typeof id !== 'string' || typeof type !== 'string' || typeof livemode !== 'boolean') return null;
  if (typeof created !== 'number' || !Number.isSafeInteger(created)) return null;
  if (account !== undefined && account !== null && typeof account !== 'string') return null;
  return {
    id,
    type,
    mode: livemode ? 'live' : 'test',
    accountId: account ?? null,
    createdAt: new Date(created * 1000),
    subject: typeof objectId === 'string' ? subjectOf(type, objectId) : { kind: 'ignored' },
  };
}

/** The account and mode from which the product expects events at an address. */
export interface ExpectedOrigin {
  readonly mode: KeyMode;
  /**
   * Connected accounts of the makers; null for a maker's own key, because events of the key's account contain no
   * account id.
   */
  readonly accountIds: ReadonlySet<string> | null;
}

/**
 * Returns the reason why a signed event is refused; null if it is accepted. A test event must never mark a live
 * document as paid, and a connected account must never change the payments of another account.
 */
export function findOriginFault(
  { mode, accountId }: GatewayEvent,
  expected: ExpectedOrigin,
): 'wrong_mode' | 'wrong_account' | null {
  if (mode !== expected.mode) return 'wrong_mode';
  const isExpected =
    expected.accountIds === null
      ? accountId === null
      : accountId !== null && expected.accountIds.has(accountId);
  return isExpected ? null : 'wrong_account';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
