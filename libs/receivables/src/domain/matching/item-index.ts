import { compact } from '../compact.js';
import {
  CLAIM_KINDS,
  type ClaimKind,
  compareItems,
  type IndexedItem,
  kindOfKey,
  prepareItem,
} from './indexed-item.js';
import { MultiMap } from './multi-map.js';
import type { LearntPayer, OpenItem } from './open-item.js';
import { plainName } from './texts.js';

/** Items that have a reference in common. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly items: readonly IndexedItem[];
}

/** Evidence that a customer is the payer. */
export type PayerProof = 'virtual_account' | 'payer_account' | 'learnt_payer' | 'payer_name';

/** Index of open items by reference, amount and customer. It is built once for many lines. */
export class ItemIndex {
  readonly #byKey = new MultiMap<string, IndexedItem>();
  /** By currency and amount in units. */
  readonly #byAmount = new Map<string, MultiMap<bigint, IndexedItem>>();
  readonly #byCustomer = new Map<string, IndexedItem[]>();
  readonly #payers = {
    virtual_account: new MultiMap<string, string>(),
    payer_account: new MultiMap<string, string>(),
    learnt_payer: new MultiMap<string, string>(),
    payer_name: new MultiMap<string, string>(),
  };
  readonly #numbers: string[] = [];
  #areNumbersSorted = false;
  /** Customers with items that are already sorted. */
  readonly #sorted = new Set<string>();
  /** The last name of each customer. A customer can have many items with one name. */
  readonly #names = new Map<string, string>();

  constructor(items: readonly OpenItem[], payers: readonly LearntPayer[]) {
    for (const item of items) this.#add(prepareItem(item));
    for (const { account, customerId } of payers)
      this.#addPayer('learnt_payer', compact(account), customerId);
  }

  /**
   * Returns the items with a reference; null if there are none. If a text is a reference of two kinds, the weaker kind
   * applies.
   */
  claim(key: string): Claim | null {
    const items = this.withKey(key);
    if (items.length === 0) return null;
    const kinds = items.map((item) => CLAIM_KINDS.indexOf(kindOfKey(item, key)));
    return { kind: CLAIM_KINDS[Math.max(...kinds)] ?? 'number_digits', items };
  }

  /** Returns the items with a reference of any kind. */
  withKey(key: string): readonly IndexedItem[] {
    const items = this.#byKey.get(key);
    if (items.length > 0 || !key.startsWith('RF')) return items;
    return this.#byKey.get(key.slice(4)).filter(({ keys }) => keys.includes(key));
  }

  /** Returns the items with this open amount, before or after discount or withholding. */
  withAmount(currency: string, amount: bigint): readonly IndexedItem[] {
    return this.#byAmount.get(currency)?.get(amount) ?? [];
  }

  /** Returns the items of a customer, oldest first. */
  ofCustomer(customerId: string): readonly IndexedItem[] {
    const items = this.#byCustomer.get(customerId) ?? [];
    if (!this.#sorted.has(customerId)) items.sort(compareItems);
    this.#sorted.add(customerId);
    return items;
  }

  /** Returns the customers to whom an account or a name belongs. */
  customersOf(proof: PayerProof, value: string): readonly string[] {
    return this.#payers[proof].get(proof === 'payer_name' ? plainName(value) : value);
  }

  /** Returns the document numbers that begin with a text; empty if there are more than `limit`. */
  numbersFrom(prefix: string, limit: number): string[] {
    if (!this.#areNumbersSorted) this.#numbers.sort();
    this.#areNumbersSorted = true;
    let [low, high] = [0, this.#numbers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#numbers[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    const found = this.#numbers.slice(low, low + limit + 1).filter((number) => number.startsWith(prefix));
    return found.length > limit ? [] : found;
  }

  #add(indexed: IndexedItem): void {
    const { item, open, discounted, afterWithholding, numberKey, digits, keys } = indexed;
    for (const key of keys) if (!containsNumber(key, numberKey)) this.#byKey.add(key, indexed);
    if (digits !== null) this.#byKey.add(digits, indexed);
    this.#numbers.push(numberKey);
    const amounts = this.#byAmount.get(item.currency) ?? new MultiMap<bigint, IndexedItem>();
    this.#byAmount.set(item.currency, amounts);
    amounts.add(open, indexed);
    if (discounted !== null) amounts.add(discounted, indexed);
    for (const amount of afterWithholding) amounts.add(amount, indexed);
    const own = this.#byCustomer.get(item.customerId);
    if (own) own.push(indexed);
    else this.#byCustomer.set(item.customerId, [indexed]);
    if (item.virtualAccount !== null)
      this.#addPayer('virtual_account', compact(item.virtualAccount), item.customerId);
    for (const account of item.payerAccounts)
      this.#addPayer('payer_account', compact(account), item.customerId);
    if (item.customerName !== null) this.#addName(item.customerName, item.customerId);
  }

  #addName(name: string, customerId: string): void {
    if (this.#names.get(customerId) === name) return;
    this.#names.set(customerId, name);
    this.#addPayer('payer_name', plainName(name), customerId);
  }

  #addPayer(proof: PayerProof, value: string, customerId: string): void {
    if (value !== '') this.#payers[proof].addOnce(value, customerId);
  }
}

/**
 * Returns true when a creditor reference consists of check digits and the number. It is then found by the number, so
 * that a large index takes a fifth less memory.
 */
function containsNumber(key: string, numberKey: string): boolean {
  return key.length === numberKey.length + 4 && key.startsWith('RF') && key.endsWith(numberKey);
}
