import { abs, addDays, convert, convertParts, divideRounded, shareOut } from './exact.js';
import type { DraftService } from './world.js';

/** A posting of the oracle in minor units: debits are positive. */
export interface OraclePosting {
  readonly day: string;
  readonly account: string;
  readonly currency: string;
  readonly minor: bigint;
  readonly books: bigint;
  readonly customer?: string;
  readonly item?: string;
  readonly payment?: string;
}

export interface OracleItem {
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly rate: string;
  /** The invoice that a credit note credits. */
  readonly credits: OracleItem | null;
  open: bigint;
  books: bigint;
}

export interface OraclePayment {
  readonly id: string;
  customer: string | null;
  readonly isCustomerGiven: boolean;
  readonly currency: string;
  readonly receivedOn: string;
  unapplied: bigint;
  books: bigint;
}

export interface OracleAllocation {
  readonly id: string;
  readonly item: OracleItem;
  readonly source: OraclePayment | OracleItem;
  /** Money or credit, without deductions. */
  readonly amount: bigint;
  readonly postings: readonly OraclePosting[];
  isUndone: boolean;
}

export interface OracleWriteOff {
  readonly id: string;
  readonly item: OracleItem;
  readonly postings: readonly OraclePosting[];
  isUndone: boolean;
}

export interface OracleRefund {
  readonly id: string;
  readonly source: OraclePayment | OracleItem;
  readonly amount: bigint;
  readonly postings: readonly OraclePosting[];
  isUndone: boolean;
}

/** Parts of a document that an allocation settles, in the document's currency, and the used part of the payment. */
export interface OracleParts {
  readonly amount: bigint;
  readonly discount: bigint;
  readonly withheld: bigint;
  readonly fee: bigint;
  readonly paid: bigint;
}

/** A month's part of the revenue of a document's line, or of its credits. */
interface OraclePart {
  readonly month: string;
  readonly minor: bigint;
  readonly books: bigint;
  isReleased: boolean;
}

/** Revenue of a document that is released by month. */
interface OracleDeferral {
  readonly currency: string;
  readonly months: readonly { readonly month: string; readonly weight: bigint }[];
  readonly parts: OraclePart[];
}

const BOOKS = 'PLN';

/**
 * A second implementation of the ledger, independent of the product: plain lists that are summed from the beginning for
 * each query.
 */
export class LedgerOracle {
  readonly postings: OraclePosting[] = [];
  readonly items = new Map<string, OracleItem>();
  readonly payments = new Map<string, OraclePayment>();
  readonly allocations: OracleAllocation[] = [];
  readonly writeOffs: OracleWriteOff[] = [];
  readonly refunds: OracleRefund[] = [];
  readonly #closed = new Set<string>();
  readonly #deferrals = new Map<string, OracleDeferral>();
  /** Posted gains and losses by month and currency. */
  readonly #revalued = new Map<string, { gain: bigint; loss: bigint }>();

  /**
   * @param rateOn rate of a currency on a day
   * @param deferralStarts the first issue date of documents with deferred revenue
   */
  constructor(
    private readonly rateOn: (currency: string, day: string) => string,
    private readonly deferralStarts: string,
  ) {}

  closeMonth(month: string): void {
    this.#closed.add(month);
  }

  /** Posts a document with one line and one tax. A credit note has negative amounts, at the rate of its invoice. */
  issue(
    item: Pick<OracleItem, 'id' | 'customer' | 'currency' | 'issuedOn' | 'dueOn'>,
    net: bigint,
    tax: bigint,
    { credits = null, service = null }: { credits?: OracleItem | null; service?: DraftService | null } = {},
  ): void {
    const rate = credits?.rate ?? this.#rate(item.currency, item.issuedOn);
    const [gross, sign] = [abs(net + tax), net < 0n ? -1n : 1n];
    const whole = convert(gross, rate);
    const parts = convertParts(whole, [abs(net), abs(tax)], rate);
    const day = this.postingDay(item.issuedOn);
    const { id, customer, currency } = item;
    this.items.set(id, { ...item, rate, credits, open: sign * gross, books: sign * whole });
    this.postings.push({
      day,
      account: 'receivable',
      currency,
      minor: sign * gross,
      books: sign * whole,
      customer,
      item: id,
    });
    this.#postRevenue(credits?.id ?? id, { day, currency, minor: net, books: sign * parts[0]! }, () =>
      service !== null && item.issuedOn >= this.deferralStarts && service.to > nextMonth(day)
        ? monthsOf(service)
        : null,
    );
    if (tax === 0n) return;
    this.postings.push({ day, account: 'tax_payable', currency, minor: -tax, books: -sign * parts[1]! });
  }

  /** Posts revenue, or the months of a document that is billed in advance. A credit reduces each month. */
  #postRevenue(
    id: string,
    { day, currency, minor, books }: Omit<OraclePosting, 'account'>,
    monthsOfNew: () => OracleDeferral['months'] | null,
  ): void {
    const known = this.#deferrals.get(id);
    const months = known?.months ?? (minor < 0n ? null : monthsOfNew());
    if (months === null) {
      this.postings.push({ day, account: 'revenue', currency, minor: -minor, books: -books });
      return;
    }
    const deferral = known ?? { currency, months, parts: [] };
    this.#deferrals.set(id, deferral);
    const before = [...deferral.parts];
    const weights = months.map(({ weight }) => weight);
    const minors = shareSigned(minor + sum(before, (part) => part.minor), weights);
    const booksOf = shareSigned(books + sum(before, (part) => part.books), weights);
    for (const [at, { month }] of months.entries()) {
      const ofMonth = before.filter((part) => part.month === month);
      const part: OraclePart = {
        month,
        minor: minors[at]! - sum(ofMonth, (one) => one.minor),
        books: booksOf[at]! - sum(ofMonth, (one) => one.books),
        isReleased: ofMonth.some(({ isReleased }) => isReleased),
      };
      if (part.minor === 0n && part.books === 0n) continue;
      deferral.parts.push(part);
      const account = part.isReleased ? 'revenue' : 'deferred_revenue';
      this.postings.push({ day, account, currency, minor: -part.minor, books: -part.books });
    }
  }

  /** Releases the revenue of a month and of earlier months on its last day. */
  release(month: string): void {
    const [first, day] = [`${month}-01`, addDays(nextMonth(`${month}-01`), -1)];
    for (const { currency, parts } of this.#deferrals.values())
      for (const part of parts.filter((one) => !one.isReleased && one.month <= first)) {
        part.isReleased = true;
        const { minor, books } = part;
        this.postings.push(
          { day, account: 'deferred_revenue', currency, minor, books },
          { day, account: 'revenue', currency, minor: -minor, books: -books },
        );
      }
  }

  /**
   * Revalues open items in foreign currencies on the last day of a month, and reverses the revaluation on the next day.
   */
  revalue(month: string): void {
    const next = nextMonth(`${month}-01`);
    const day = addDays(next, -1);
    const open = new Map<string, { minor: bigint; books: bigint }>();
    for (const { item, day: posted, minor, books } of this.postings)
      if (item !== undefined && posted <= day) {
        const before = open.get(item) ?? { minor: 0n, books: 0n };
        open.set(item, { minor: before.minor + minor, books: before.books + books });
      }
    const results = new Map<string, { gain: bigint; loss: bigint }>();
    for (const [id, { minor, books }] of open) {
      const { currency } = this.items.get(id)!;
      if (currency === BOOKS || minor === 0n) continue;
      const change = convert(minor, this.rateOn(currency, day)) - books;
      const { gain, loss } = results.get(currency) ?? { gain: 0n, loss: 0n };
      results.set(currency, {
        gain: gain + (change > 0n ? change : 0n),
        loss: loss - (change < 0n ? change : 0n),
      });
    }
    const nothing = { gain: 0n, loss: 0n };
    const known = [...this.#revalued.keys()]
      .filter((key) => key.startsWith(month))
      .map((key) => key.slice(8));
    for (const currency of new Set([...results.keys(), ...known])) {
      const result = results.get(currency) ?? nothing;
      const before = this.#revalued.get(`${month} ${currency}`) ?? nothing;
      this.#revalued.set(`${month} ${currency}`, result);
      const [gain, loss] = [result.gain - before.gain, result.loss - before.loss];
      for (const [date, sign] of [
        [day, 1n],
        [this.postingDay(next), -1n],
      ] as const)
        for (const [account, books] of [
          ['receivable_revaluation', gain - loss],
          ['unrealized_exchange_gain', -gain],
          ['unrealized_exchange_loss', loss],
        ] as const)
          this.postings.push({ day: date, account, currency, minor: 0n, books: sign * books });
    }
  }

  receive(payment: Omit<OraclePayment, 'unapplied' | 'books'>, amount: bigint): void {
    const { id, currency, receivedOn } = payment;
    const books = convert(amount, this.#rate(currency, receivedOn));
    const day = this.postingDay(receivedOn);
    this.payments.set(id, { ...payment, unapplied: amount, books });
    this.postings.push(
      { day, account: 'bank', currency, minor: amount, books },
      { day, account: 'unapplied_cash', currency, minor: -amount, books: -books, payment: id },
    );
  }

  /** Allocates a payment to an item. */
  allocate(id: string, payment: OraclePayment, item: OracleItem, parts: OracleParts): void {
    const { amount, discount, withheld, fee, paid } = parts;
    const settled = amount + discount + withheld + fee;
    const booksSettled = takePart(item.open, item.books, settled);
    const booksPaid = takePart(payment.unapplied, payment.books, paid);
    const [, ofDiscount, ofWithheld, ofFee] = shareOut(booksSettled, [amount, discount, withheld, fee]);
    const day = this.postingDay(payment.receivedOn > item.issuedOn ? payment.receivedOn : item.issuedOn);
    const { currency } = item;
    const lines: OraclePosting[] = [
      {
        day,
        account: 'unapplied_cash',
        currency: payment.currency,
        minor: paid,
        books: booksPaid,
        payment: payment.id,
      },
      { day, account: 'discounts_granted', currency, minor: discount, books: ofDiscount! },
      { day, account: 'withholding_receivable', currency, minor: withheld, books: ofWithheld! },
      { day, account: 'bank_fees', currency, minor: fee, books: ofFee! },
      { day, account: 'receivable', currency, minor: -settled, books: -booksSettled, item: item.id },
    ];
    if (payment.currency !== currency)
      lines.push(
        { day, account: 'clearing', currency: payment.currency, minor: -paid, books: -booksPaid },
        { day, account: 'clearing', currency, minor: amount, books: booksPaid },
      );
    item.open -= settled;
    item.books -= booksSettled;
    payment.unapplied -= paid;
    payment.books -= booksPaid;
    payment.customer = item.customer;
    const postings = balanced(lines, day, currency);
    this.#post({ id, item, source: payment, amount, postings, isUndone: false });
  }

  /** Sets off a credit note against an item. */
  setOff(id: string, credit: OracleItem, item: OracleItem, amount: bigint): void {
    const ofCredit = takePart(credit.open, credit.books, -amount);
    const ofItem = takePart(item.open, item.books, amount);
    const day = this.postingDay(credit.issuedOn > item.issuedOn ? credit.issuedOn : item.issuedOn);
    const { currency } = item;
    const lines = [
      { day, account: 'receivable', currency, minor: amount, books: -ofCredit, item: credit.id },
      { day, account: 'receivable', currency, minor: -amount, books: -ofItem, item: item.id },
    ];
    credit.open += amount;
    credit.books -= ofCredit;
    item.open -= amount;
    item.books -= ofItem;
    const postings = balanced(lines, day, currency);
    this.#post({ id, item, source: credit, amount, postings, isUndone: false });
  }

  /** Writes off a part of an item on a day. */
  writeOff(id: string, item: OracleItem, amount: bigint, today: string): void {
    const books = takePart(item.open, item.books, amount);
    const day = this.postingDay(today);
    const { currency } = item;
    const postings = [
      { day, account: 'bad_debt', currency, minor: amount, books },
      { day, account: 'receivable', currency, minor: -amount, books: -books, item: item.id },
    ];
    item.open -= amount;
    item.books -= books;
    this.writeOffs.push({ id, item, postings, isUndone: false });
    this.postings.push(...postings);
  }

  undoWriteOff(writeOff: OracleWriteOff): void {
    this.#reverse(writeOff.postings);
    writeOff.isUndone = true;
  }

  undo(allocation: OracleAllocation): void {
    this.#reverse(allocation.postings);
    allocation.isUndone = true;
    this.#forgetCustomer(allocation.source);
  }

  /** Returns the refundable amount of a payment or credit note: money that was received and has not been returned. */
  refundable(source: OraclePayment | OracleItem): bigint {
    const { customer, currency } = source;
    const paid = (isOf: (item: OracleItem) => boolean): bigint =>
      sum(
        this.allocations.filter((one) => !one.isUndone && 'unapplied' in one.source && isOf(one.item)),
        ({ amount }) => amount,
      );
    const refunded = (isOf: (credit: OracleItem) => boolean): bigint =>
      sum(
        this.refunds.filter((one) => !one.isUndone && !('unapplied' in one.source) && isOf(one.source)),
        ({ amount }) => amount,
      );
    const isOfAccount = (item: OracleItem): boolean =>
      item.customer === customer && item.currency === currency;
    const ofAccount = paid(isOfAccount) - refunded(isOfAccount);
    if ('unapplied' in source) return source.unapplied + (ofAccount < 0n ? ofAccount : 0n);
    const ofInvoice =
      paid((item) => item === source.credits) - refunded(({ credits }) => credits === source.credits);
    return [-source.open, ofAccount, ofInvoice].sort((a, b) => (a < b ? -1 : 1))[0]!;
  }

  /** Returns money of a payment or credit note to the customer on a day. */
  refund(id: string, source: OraclePayment | OracleItem, amount: bigint, today: string): void {
    const { currency } = source;
    const day = this.postingDay(today);
    const isPayment = 'unapplied' in source;
    const books = isPayment
      ? takePart(source.unapplied, source.books, amount)
      : -takePart(source.open, source.books, -amount);
    const postings: OraclePosting[] = [
      isPayment
        ? { day, account: 'unapplied_cash', currency, minor: amount, books, payment: source.id }
        : { day, account: 'receivable', currency, minor: amount, books, item: source.id },
      { day, account: 'bank', currency, minor: -amount, books: -books },
    ];
    if (isPayment) [source.unapplied, source.books] = [source.unapplied - amount, source.books - books];
    else [source.open, source.books] = [source.open + amount, source.books + books];
    this.refunds.push({ id, source, amount, postings, isUndone: false });
    this.postings.push(...postings);
  }

  undoRefund(refund: OracleRefund): void {
    this.#reverse(refund.postings);
    refund.isUndone = true;
    this.#forgetCustomer(refund.source);
  }

  /** Removes the customer of a payment when no allocation or refund identifies the customer. */
  #forgetCustomer(source: OraclePayment | OracleItem): void {
    if (!('unapplied' in source) || source.isCustomerGiven) return;
    const isUsed = [...this.allocations, ...this.refunds].some(
      (one) => one.source === source && !one.isUndone,
    );
    if (!isUsed) source.customer = null;
  }

  /** Posts the reversal on the same day or, if its month is closed, on the first day of the next open month. */
  #reverse(postings: readonly OraclePosting[]): void {
    const day = this.postingDay(postings[0]!.day);
    for (const posting of postings) {
      this.postings.push({ ...posting, day, minor: -posting.minor, books: -posting.books });
      const item = posting.item === undefined ? undefined : this.items.get(posting.item)!;
      const payment = posting.payment === undefined ? undefined : this.payments.get(posting.payment)!;
      if (item) [item.open, item.books] = [item.open - posting.minor, item.books - posting.books];
      if (payment)
        [payment.unapplied, payment.books] = [
          payment.unapplied + posting.minor,
          payment.books + posting.books,
        ];
    }
  }

  /** Returns the day itself or, if its month is closed, the first day of the next open month. */
  postingDay(day: string): string {
    let found = day;
    while (this.#closed.has(found.slice(0, 7)))
      found = addDays(`${found.slice(0, 7)}-01`, 32).slice(0, 8) + '01';
    return found;
  }

  #rate(currency: string, day: string): string {
    return currency === BOOKS ? '1' : this.rateOn(currency, day);
  }

  #post(allocation: OracleAllocation): void {
    this.allocations.push(allocation);
    this.postings.push(...allocation.postings);
  }
}

function sum<T>(rows: readonly T[], of: (row: T) => bigint): bigint {
  return rows.reduce((total, row) => total + of(row), 0n);
}

/** Returns the first day of the month after a day. */
function nextMonth(day: string): string {
  return addDays(`${day.slice(0, 7)}-01`, 32).slice(0, 8) + '01';
}

/** Like `shareOut`, for a whole that may be negative. */
function shareSigned(whole: bigint, weights: readonly bigint[]): bigint[] {
  return whole < 0n ? shareOut(-whole, weights).map((part) => -part) : shareOut(whole, weights);
}

/** Weighs the months of a service: equally for a quarter, otherwise by days. */
function monthsOf({ from, to, due }: DraftService): OracleDeferral['months'] {
  const days = new Map<string, bigint>();
  for (let day = from; day < to; day = addDays(day, 1)) {
    const month = `${day.slice(0, 7)}-01`;
    days.set(month, (days.get(month) ?? 0n) + 1n);
  }
  return [...days].map(([month, count]) => ({ month, weight: due === 'quarterly' ? 1n : count }));
}

/** Returns the amount of a part in the accounting currency. The last part gets the remainder. */
function takePart(whole: bigint, books: bigint, part: bigint): bigint {
  return part === whole ? books : divideRounded(books * part, whole);
}

/** Completes an entry with its exchange difference, and omits lines with zero amounts. */
function balanced(lines: readonly OraclePosting[], day: string, currency: string): OraclePosting[] {
  const difference = -lines.reduce((sum, { books }) => sum + books, 0n);
  return [
    ...lines.filter(({ minor, books }) => minor !== 0n || books !== 0n),
    ...(difference === 0n
      ? []
      : [{ day, account: 'exchange_difference', currency, minor: 0n, books: difference }]),
  ];
}
