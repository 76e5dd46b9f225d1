import { minorDecimals } from '#platform/domain';
import { isCreditorReference, isKsefNumber } from './check-digits.js';
import type { LearntPayer, OpenItem } from './open-item.js';
import { compact, plainName } from './texts.js';
import { toUnits, unitsOfStep } from './units.js';

/** Kind of a reference, strongest first. */
export type ClaimKind =
  'creditor_reference' | 'ksef_number' | 'document_number' | 'numeric_reference' | 'number_digits';

/** An open item, prepared for matching. */
export interface IndexedItem {
  readonly item: OpenItem;
  readonly open: bigint;
  readonly discounted: bigint | null;
  /** Amounts after withholding, exact and rounded to whole units, which tax offices of some countries require. */
  readonly afterWithholding: readonly bigint[];
  /** Number without punctuation. */
  readonly numberKey: string;
  /** All references without punctuation. */
  readonly keys: readonly string[];
}

export interface Claim {
  readonly kind: ClaimKind;
  readonly items: readonly IndexedItem[];
}

interface StoredClaim {
  kind: ClaimKind;
  items: IndexedItem[];
}

/** How a customer is known to be the payer. */
export type PayerProof = 'virtual_account' | 'payer_account' | 'learnt_payer' | 'payer_name';

/** Shortest number of digits by which a document can be found without its letters. */
const MIN_DIGITS = 6;

/** Finds open items by reference, amount and customer. Built once for many lines. */
export class ItemIndex {
  readonly #claims = new Map<string, StoredClaim>();
  readonly #byAmount = new Map<string, IndexedItem[]>();
  readonly #byCustomer = new Map<string, IndexedItem[]>();
  readonly #virtualAccounts = new Map<string, string[]>();
  readonly #accounts = new Map<string, string[]>();
  readonly #learnt = new Map<string, string[]>();
  readonly #names = new Map<string, string[]>();
  /** Customers of which names and accounts are known already, because customers have many items. */
  readonly #knownNames = new Set<string>();
  #sortedKeys: string[] | null = null;

  constructor(items: readonly OpenItem[], payers: readonly LearntPayer[]) {
    for (const item of items) this.#add(prepare(item));
    for (const { account, customerId } of payers) push(this.#learnt, compact(account), customerId);
  }

  claim(key: string): Claim | null {
    return this.#claims.get(key) ?? null;
  }

  /** Items whose open amount, possibly after discount or withholding, is this amount. */
  withAmount(currency: string, amount: bigint): readonly IndexedItem[] {
    return this.#byAmount.get(amountKey(currency, amount)) ?? [];
  }

  ofCustomer(customerId: string): readonly IndexedItem[] {
    return this.#byCustomer.get(customerId) ?? [];
  }

  /** Customers to whom an account or a name belongs. */
  customersOf(proof: PayerProof, value: string): readonly string[] {
    if (proof === 'virtual_account') return this.#virtualAccounts.get(value) ?? [];
    if (proof === 'payer_account') return this.#accounts.get(value) ?? [];
    if (proof === 'learnt_payer') return this.#learnt.get(value) ?? [];
    return this.#names.get(plainName(value)) ?? [];
  }

  /** Returns the references that begin with a text, at most `limit`; none if there are more. */
  startingWith(prefix: string, limit: number): string[] {
    this.#sortedKeys ??= [...this.#claims.keys()].sort();
    const keys = this.#sortedKeys;
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (let at = low; keys[at]?.startsWith(prefix); at++) {
      if (found.length >= limit) return [];
      found.push(keys[at] ?? '');
    }
    return found;
  }

  #add(prepared: IndexedItem): void {
    const { item, open, discounted, afterWithholding, numberKey } = prepared;
    const { creditorReference, ksefNumber, numericReference, virtualAccount } = item;
    if (creditorReference !== null) {
      const key = compact(creditorReference);
      this.#claim(isCreditorReference(key) ? 'creditor_reference' : 'document_number', key, prepared);
    }
    if (ksefNumber !== null) {
      const key = compact(ksefNumber);
      this.#claim(isKsefNumber(key) ? 'ksef_number' : 'document_number', key, prepared);
    }
    this.#claim('document_number', numberKey, prepared);
    if (numericReference !== null) this.#claim('numeric_reference', compact(numericReference), prepared);
    const digits = numberKey.replaceAll(/\D/g, '');
    if (digits.length >= MIN_DIGITS && digits !== numberKey) this.#claim('number_digits', digits, prepared);
    for (const amount of new Set([open, ...(discounted === null ? [] : [discounted]), ...afterWithholding]))
      append(this.#byAmount, amountKey(item.currency, amount), prepared);
    append(this.#byCustomer, item.customerId, prepared);
    if (virtualAccount !== null) push(this.#virtualAccounts, compact(virtualAccount), item.customerId);
    for (const account of item.payerAccounts) push(this.#accounts, compact(account), item.customerId);
    const name = `${item.customerId}\u0000${item.customerName ?? ''}`;
    if (item.customerName === null || this.#knownNames.has(name)) return;
    this.#knownNames.add(name);
    push(this.#names, plainName(item.customerName), item.customerId);
  }

  #claim(kind: ClaimKind, key: string, item: IndexedItem): void {
    if (key === '') return;
    const claim = this.#claims.get(key);
    if (!claim) this.#claims.set(key, { kind, items: [item] });
    else if (!claim.items.includes(item)) {
      // A text with two meanings has the weaker one, and claims all items.
      if (STRENGTH[kind] < STRENGTH[claim.kind]) claim.kind = kind;
      claim.items.push(item);
    }
  }
}

const STRENGTH: Readonly<Record<ClaimKind, number>> = {
  creditor_reference: 4,
  ksef_number: 4,
  document_number: 3,
  numeric_reference: 2,
  number_digits: 1,
};

function prepare(item: OpenItem): IndexedItem {
  const open = toUnits(item.openAmount);
  const numberKey = compact(item.number);
  const references = [item.creditorReference, item.ksefNumber, item.numericReference];
  return {
    item,
    open,
    discounted: item.discount ? open - toUnits(item.discount.amount) : null,
    afterWithholding: afterWithholding(item, open),
    numberKey,
    keys: [numberKey, ...references.filter((one) => one !== null).map(compact)],
  };
}

/** Amounts after withholding: rounded to the currency, and down or to the nearest whole unit. */
function afterWithholding(item: OpenItem, open: bigint): bigint[] {
  if (item.withholdingPercent === null) return [];
  const base = item.withholdingBase === null ? open : toUnits(item.withholdingBase);
  const hundredfold = base * toUnits(item.withholdingPercent);
  const steps = [unitsOfStep(minorDecimals(item.currency)), unitsOfStep(0)];
  const withheld = steps.flatMap((step) => {
    const divisor = unitsOfStep(0) * 100n * step;
    return [(hundredfold + divisor / 2n) / divisor, hundredfold / divisor].map((count) => count * step);
  });
  return [...new Set(withheld)].filter((one) => one > 0n).map((one) => open - one);
}

const amountKey = (currency: string, amount: bigint): string => `${currency}${amount.toString()}`;

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  if (key !== '' && !map.get(key)?.includes(value)) append(map, key, value);
}
