import type { OpenItem } from '#receivables/domain';
import { creditorReference } from '#receivables/domain';
import { seededRandom, shuffled } from '../../measure/support/seeded-random.js';
import { Chance } from '../mutations/chance.js';
import { ksefNumber, polishAccount, toDecimal } from './numbers.js';

/** Kinds of payments, by how the payer writes the reference and what the payer deducts. */
export const PAYMENT_KINDS = [
  'creditor_reference',
  'document_number',
  'ksef_number',
  'numeric_reference',
  'account_only',
  'discount',
  'charges',
  'cut',
  'spaced',
  'mistyped',
  'several',
  'several_unnamed',
  'fee',
  'withheld',
  'part',
  'unknown',
] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** Kinds with an intact reference, of which 99% must be matched conclusively. */
export const INTACT: ReadonlySet<PaymentKind> = new Set([
  'creditor_reference',
  'document_number',
  'ksef_number',
  'numeric_reference',
  'discount',
  'charges',
]);

/** Kinds of which 80% must have a correct conclusive match or first suggestion. */
export const DIFFICULT: ReadonlySet<PaymentKind> = new Set([
  'cut',
  'spaced',
  'mistyped',
  'several',
  'several_unnamed',
  'fee',
  'withheld',
]);

/** A payment, independent of the format of the statement. */
export interface Payment {
  readonly kind: PaymentKind;
  /** Items that the payer means. */
  readonly itemIds: readonly string[];
  /** Amount in hundredths of the currency unit. */
  readonly cents: number;
  readonly date: string;
  readonly name: string;
  readonly account: string;
  readonly text: string;
  /** Structured reference; empty if there is none. */
  readonly reference: string;
  readonly endToEndId: string;
  readonly bankReference: string;
  /** Charges in hundredths of the currency unit; zero if the bank states none. */
  readonly charges: number;
}

export interface World {
  readonly items: readonly OpenItem[];
  readonly payments: readonly Payment[];
}

const CURRENCY = 'PLN';
const COUNTRIES = ['PL', 'MX', 'DE', 'ES', 'IN'];
const NAMES = [
  'Nowak',
  'Zieliński',
  'Kaczmarek',
  'Fundición del Norte',
  'Müller',
  'Aceros García',
  'Surya Baja',
  'Żelazo',
];
const WORDS = [
  'invoice',
  'faktura',
  'pago',
  'payment for',
  'zapłata za',
  'Rechnung',
  'thank you',
  'pembayaran',
];
/** Monthly fees that many customers have in common, so that amounts alone prove little. */
const FLAT_FEES = [120_000, 245_000, 399_900];

/** Generates open items, and payments for some of them. No item is paid twice. */
export function generateWorld(seed: number, itemCount: number, paymentCount: number): World {
  const chance = new Chance(seed);
  const customerCount = Math.max(5, Math.round(itemCount / 40));
  const items = Array.from({ length: itemCount }, (_, at) => itemOf(at, chance.below(customerCount), chance));
  const byCustomer = new Map<string, OpenItem[]>();
  for (const item of items) {
    const own = byCustomer.get(item.customerId) ?? [];
    own.push(item);
    byCustomer.set(item.customerId, own);
  }
  const unpaid = shuffled(items, seededRandom(seed + 1));
  const paid = new Set<string>();
  const payments: Payment[] = [];
  while (payments.length < paymentCount) {
    const item = unpaid.pop();
    if (!item) break;
    if (paid.has(item.id)) continue;
    const kind = chance.pick(PAYMENT_KINDS);
    const isSeveral = kind === 'several' || kind === 'several_unnamed';
    const others = isSeveral ? othersOf(item, byCustomer.get(item.customerId) ?? [], paid, chance) : [];
    if (isSeveral && others.length === 0) continue;
    const own = [item, ...others];
    for (const { id } of own) paid.add(id);
    payments.push(paymentOf(kind, own, payments.length, chance));
  }
  return { items, payments };
}

/**
 * Returns up to three other items that the payer also pays. Half of the payers choose the items that are due next, and
 * the other half any open items.
 */
function othersOf(
  item: OpenItem,
  own: readonly OpenItem[],
  paid: ReadonlySet<string>,
  chance: Chance,
): OpenItem[] {
  const open = own.filter(({ id }) => id !== item.id && !paid.has(id));
  const next = open.filter(({ dueOn }) => dueOn >= item.dueOn).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  return (chance.happens(0.5) ? next : open).slice(0, chance.below(3) + 1);
}

function itemOf(at: number, customer: number, chance: Chance): OpenItem {
  const country = COUNTRIES[customer % COUNTRIES.length]!;
  const cents = chance.happens(0.15) ? chance.pick(FLAT_FEES) : 10_000 + chance.below(5_000_000);
  const number = `${country}-2026-${String(at).padStart(6, '0')}`;
  const withholds = country === 'IN' || country === 'MX';
  return {
    id: `item-${at}`,
    number,
    creditorReference: creditorReference(number),
    numericReference: country === 'MX' ? String(1_000_000 + ((at * 7_919) % 8_999_993)) : null,
    ksefNumber: country === 'PL' ? ksefNumber(at) : null,
    virtualAccount: null,
    customerId: `customer-${customer}`,
    customerName: nameOf(customer),
    payerAccounts: customer % 5 === 0 ? [] : [accountOf(customer)],
    currency: CURRENCY,
    openAmount: toDecimal(cents),
    dueOn: `2026-1${chance.below(3)}-${String(1 + chance.below(28)).padStart(2, '0')}`,
    discount: { amount: toDecimal(Math.round(cents * 0.02)), until: '2026-12-31' },
    withholdingPercent: withholds ? '2' : null,
    withholdingBase: null,
  };
}

const nameOf = (customer: number): string => `${NAMES[customer % NAMES.length]} ${customer} Sp. z o.o.`;
const accountOf = (customer: number): string => polishAccount(customer);

function paymentOf(kind: PaymentKind, items: readonly OpenItem[], at: number, chance: Chance): Payment {
  const [item] = items as readonly [OpenItem];
  const customer = Number(item.customerId.split('-')[1]);
  const open = items.reduce((sum, { openAmount }) => sum + centsOf(openAmount), 0);
  const { text, reference } = textOf(kind, items, chance);
  const fee = 200 + chance.below(4_000);
  // Some customers pay from a new account, and some let another company pay.
  const isNewAccount = chance.happens(0.1);
  const isForeign = chance.happens(0.05) && kind !== 'account_only' && kind !== 'several_unnamed';
  return {
    kind,
    itemIds: kind === 'unknown' ? [] : items.map(({ id }) => id),
    cents: paidOf(kind, item, open, fee, chance),
    date: `2026-11-${String(1 + chance.below(28)).padStart(2, '0')}`,
    name: kind === 'unknown' || isForeign ? `Stranger ${at}` : nameOf(customer),
    account:
      kind === 'unknown' || isForeign || isNewAccount ? polishAccount(900_000 + at) : accountOf(customer),
    text,
    reference,
    endToEndId: `E2E${String(at).padStart(8, 'X')}`,
    bankReference: `B${String(at).padStart(9, '0')}`,
    charges: kind === 'charges' ? fee : 0,
  };
}

function paidOf(kind: PaymentKind, item: OpenItem, open: number, fee: number, chance: Chance): number {
  if (kind === 'discount') return open - centsOf(item.discount?.amount ?? '0');
  if (kind === 'charges' || kind === 'fee') return open - fee;
  if (kind === 'withheld' && item.withholdingPercent !== null) return open - Math.round(open * 0.02);
  if (kind === 'part') return Math.round(open * (0.2 + chance.below(50) / 100));
  if (kind === 'unknown') return 777 + chance.below(1_000_000);
  return open;
}

function textOf(
  kind: PaymentKind,
  items: readonly OpenItem[],
  chance: Chance,
): { text: string; reference: string } {
  const [item] = items as readonly [OpenItem];
  const words = chance.pick(WORDS);
  const rf = item.creditorReference ?? '';
  const plain = (text: string): { text: string; reference: string } => ({
    text: `${words} ${text}`,
    reference: '',
  });
  switch (kind) {
    case 'creditor_reference':
    case 'charges':
    case 'part':
      return { text: words, reference: rf };
    case 'ksef_number':
      return plain(item.ksefNumber ?? item.number);
    case 'numeric_reference':
      return plain(item.numericReference ?? item.number);
    case 'several':
      return plain(items.map(({ number }) => number).join(', '));
    case 'several_unnamed':
    case 'account_only':
    case 'unknown':
      return { text: words, reference: '' };
    case 'cut':
      return plain(
        chance.happens(0.5)
          ? item.number.slice(0, -1 - chance.below(2))
          : item.number.slice(4 + chance.below(3)),
      );
    case 'spaced':
      return plain(spaced(chance.happens(0.5) ? rf : item.number, chance));
    case 'mistyped':
      return plain(mistyped(chance.happens(0.5) ? rf : item.number, chance));
    default:
      return plain(item.number);
  }
}

/** Inserts a space at a random position in a reference. */
function spaced(text: string, chance: Chance): string {
  const at = 1 + chance.below(text.length - 1);
  return `${text.slice(0, at)} ${text.slice(at)}`;
}

/** Replaces, swaps, drops or doubles one of the last digits. */
function mistyped(text: string, chance: Chance): string {
  const at = text.length - 1 - chance.below(5);
  const [before, digit, after] = [text.slice(0, at), text[at]!, text.slice(at + 1)];
  const kind = chance.below(4);
  if (kind === 0) return before + digit + digit + after;
  if (kind === 1) return before + after;
  if (kind === 2 && after !== '' && after[0] !== digit) return before + after[0] + digit + after.slice(1);
  return before + String((Number(digit) + 1 + chance.below(9)) % 10) + after;
}

const centsOf = (amount: string): number => Number(amount.replace('.', ''));
