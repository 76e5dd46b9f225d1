import {
  AccountingService,
  CreditNotesService,
  DeferredRevenueService,
  InvoiceLifecycleService,
} from '#invoicing';
import { DomainError, UnitOfWork } from '#platform';
import { PaymentsService, RefundsService, RevaluationsService, WriteOffsService } from '#receivables';
import { addDays, toDecimal } from './exact.js';
import { LedgerOracle, type OracleItem, type OraclePayment, type OracleParts } from './oracle.js';
import {
  CURRENCIES,
  DEFERRAL_STARTS,
  type Draft,
  DAYS,
  FIRST_DAY,
  type LedgerWorld,
  PAYMENT_DAYS,
} from './world.js';

const LAST_ISSUE_DAY = 90;
/** Share of days on which a customer's account changes. */
const ACTIVITY = 0.12;
const DAY_OF_CLOSE = 12;
/**
 * Days on which the closing entries of the previous month are posted. Later postings contain only the changes since the
 * earlier ones.
 */
const DAYS_OF_CLOSING_ENTRIES = ['04', '09', '11'];

/** Returns the month before that of a day, `YYYY-MM`. */
const monthBefore = (day: string): string => addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7);

/** State of one customer's history. */
interface History {
  readonly customer: string;
  readonly invoices: { readonly item: OracleItem; readonly net: bigint; credited: bigint }[];
  readonly credits: OracleItem[];
  readonly payments: OraclePayment[];
}

type Operation = (history: History, day: string) => Promise<boolean>;

/** Performs random histories with the product's services and with the oracle at the same time. */
export class HistoryRunner {
  readonly oracle: LedgerOracle;
  readonly counts = new Map<string, number>();
  /** Requests that the product wrongly accepted or rejected. */
  readonly surprises: string[] = [];
  readonly #payments: PaymentsService;
  readonly #credits: CreditNotesService;
  readonly #writeOffs: WriteOffsService;
  readonly #refunds: RefundsService;
  readonly #deferred: DeferredRevenueService;
  readonly #revaluations: RevaluationsService;
  readonly #histories = new Map<string, History>();

  constructor(
    private readonly world: LedgerWorld,
    private readonly random: () => number,
  ) {
    this.oracle = new LedgerOracle(world.rateOn, DEFERRAL_STARTS);
    this.#deferred = world.fixture.app.get(DeferredRevenueService);
    this.#revaluations = world.fixture.app.get(RevaluationsService);
    this.#payments = world.fixture.app.get(PaymentsService);
    this.#credits = world.fixture.app.get(CreditNotesService);
    this.#writeOffs = world.fixture.app.get(WriteOffsService);
    this.#refunds = world.fixture.app.get(RefundsService);
  }

  async run(): Promise<void> {
    const { fixture, scope, maker } = this.world;
    fixture.now = `${FIRST_DAY}T06:00:00Z`;
    await this.#deferred.set(scope, maker.ids['legal_entity']!, DEFERRAL_STARTS);
    const issuedOn = new Map<number, Draft[]>();
    for (const draft of this.world.drafts) {
      const day = this.#below(LAST_ISSUE_DAY);
      issuedOn.set(day, [...(issuedOn.get(day) ?? []), draft]);
    }
    for (let at = 0; at < DAYS; at++) {
      const day = addDays(FIRST_DAY, at);
      this.world.fixture.now = `${day}T12:00:00Z`;
      await this.#issue(issuedOn.get(at) ?? [], day);
      if (DAYS_OF_CLOSING_ENTRIES.includes(day.slice(8))) await this.#postClosingEntries(day);
      if (day.endsWith(`-${DAY_OF_CLOSE}`)) await this.#closeMonthBefore(day);
      for (const history of this.#histories.values())
        if (this.random() < ACTIVITY) await this.#act(history, day);
    }
  }

  async #act(history: History, day: string): Promise<void> {
    const operations: readonly (readonly [string, number, Operation])[] = [
      ['payment', 0.29, this.#pay],
      ['allocation', 0.28, this.#allocate],
      ['credit note', 0.07, this.#credit],
      ['set-off', 0.06, this.#setOff],
      ['undo', 0.08, this.#undo],
      ['write-off', 0.05, this.#writeOff],
      ['undone write-off', 0.05, this.#undoWriteOff],
      ['refund', 0.05, this.#refund],
      ['undone refund', 0.03, this.#undoRefund],
      ['refused request', 0.04, this.#overpay],
    ];
    let choice = this.random();
    for (const [name, share, operation] of operations) {
      choice -= share;
      if (choice >= 0) continue;
      if (await operation.call(this, history, day)) this.#count(name);
      return;
    }
  }

  async #issue(drafts: readonly Draft[], day: string): Promise<void> {
    if (drafts.length === 0) return;
    const { fixture, scope } = this.world;
    const seen = drafts.map(({ id }) => ({ invoiceId: id, version: 1, contentHash: 'd'.repeat(64) }));
    const refusals = await fixture.app
      .get(UnitOfWork)
      .run(scope, (tx) =>
        fixture.app.get(InvoiceLifecycleService).issueAllWithin(tx, seen, { issuedOn: null, why: 'Checked' }),
      );
    const refusal = refusals.find((one) => one !== null);
    if (refusal) throw refusal;
    for (const { id, customer, currency, net, tax, service } of drafts) {
      this.oracle.issue(
        { id, customer, currency, issuedOn: day, dueOn: addDays(day, PAYMENT_DAYS) },
        net,
        tax,
        { service },
      );
      this.#historyOf(customer).invoices.push({ item: this.oracle.items.get(id)!, net, credited: 0n });
      this.#count('invoice');
    }
  }

  /** Revalues open items and releases deferred revenue at the end of the previous month, in both ledgers. */
  async #postClosingEntries(day: string): Promise<void> {
    const month = monthBefore(day);
    const { scope, maker } = this.world;
    const legalEntityId = maker.ids['legal_entity']!;
    await this.#revaluations.post(scope, legalEntityId, month);
    this.oracle.revalue(month);
    await this.#deferred.release(scope, legalEntityId, month);
    this.oracle.release(month);
    this.#count('closing entries');
  }

  async #closeMonthBefore(day: string): Promise<void> {
    const month = monthBefore(day);
    const { fixture, scope, maker } = this.world;
    await fixture.app.get(AccountingService).changePeriod(scope, {
      legalEntityId: maker.ids['legal_entity']!,
      month,
      state: 'closed',
      why: 'Reported',
    });
    this.oracle.closeMonth(month);
    this.#count('month closed');
  }

  async #pay({ customer, invoices, payments }: History, day: string): Promise<boolean> {
    const open = invoices.filter(({ item }) => item.open > 0n);
    const chosen = open[this.#below(open.length)]?.item;
    const currency =
      chosen && this.random() < 0.8 ? chosen.currency : CURRENCIES[this.#below(CURRENCIES.length)]!;
    const base = chosen?.open ?? 10_000n;
    const amount = this.#pick([
      base,
      base + BigInt(this.#below(5_000)),
      base / 2n + 1n,
      BigInt(1 + this.#below(300_000)),
    ]);
    const isCustomerGiven = this.random() < 0.5;
    const earliest = addDays(day, -this.#below(26));
    const receivedOn = earliest < FIRST_DAY ? FIRST_DAY : earliest;
    const { id } = await this.#payments.record(this.world.scope, {
      legalEntityId: this.world.maker.ids['legal_entity']!,
      customerId: isCustomerGiven ? customer : null,
      method: 'transfer',
      currency,
      amount: toDecimal(amount),
      receivedOn,
      payerName: null,
      payerAccount: null,
      reference: '',
    });
    this.oracle.receive(
      { id, customer: isCustomerGiven ? customer : null, isCustomerGiven, currency, receivedOn },
      amount,
    );
    payments.push(this.oracle.payments.get(id)!);
    return true;
  }

  async #allocate(history: History): Promise<boolean> {
    const found = this.#payable(history);
    if (!found) return false;
    const { payment, item } = found;
    const deduction = this.random() < 0.3 ? BigInt(this.#below(400)) : 0n;
    const room = item.open - deduction;
    const isForeign = payment.currency !== item.currency;
    const largest = isForeign || room < payment.unapplied ? room : payment.unapplied;
    if (largest <= 0n) return false;
    const amount = this.random() < 0.7 ? largest : 1n + (largest - 1n) / BigInt(2 + this.#below(4));
    const kind = this.#below(3);
    const parts: OracleParts = {
      amount,
      discount: kind === 0 ? deduction : 0n,
      withheld: kind === 1 ? deduction : 0n,
      fee: kind === 2 ? deduction : 0n,
      paid: isForeign ? 1n + BigInt(this.#below(Number(payment.unapplied))) : amount,
    };
    const { allocations } = await this.#payments.allocate(
      this.world.scope,
      payment.id,
      [this.#request(item, parts, isForeign)],
      [],
    );
    this.oracle.allocate(allocations.at(-1)!.id, payment, item, parts);
    return true;
  }

  async #overpay(history: History): Promise<boolean> {
    const found = this.#payable(history);
    if (!found) return false;
    const { payment, item } = found;
    const amount = (item.open > payment.unapplied ? item.open : payment.unapplied) + 1n;
    const parts = { amount, discount: 0n, withheld: 0n, fee: 0n, paid: amount };
    try {
      await this.#payments.allocate(
        this.world.scope,
        payment.id,
        [this.#request(item, parts, payment.currency !== item.currency)],
        [],
      );
      this.surprises.push(`${toDecimal(amount)} was accepted for ${toDecimal(item.open)}`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    return true;
  }

  async #credit({ customer, invoices, credits }: History, day: string): Promise<boolean> {
    const invoice = invoices[this.#below(invoices.length)];
    const left = invoice ? invoice.net - invoice.credited : 0n;
    if (!invoice || left < 2n) return false;
    const net = 1n + BigInt(this.#below(Number(left) - 1));
    const note = await this.#credits.issue(this.world.scope, invoice.item.id, {
      request: { net: toDecimal(net) },
      why: 'Agreed',
      issuedOn: null,
      forQuantity: false,
    });
    const { id } = note;
    invoice.credited += net;
    const { currency } = invoice.item;
    const tax = BigInt(note.taxMinor);
    this.oracle.issue(
      { id, customer, currency, issuedOn: day, dueOn: addDays(day, PAYMENT_DAYS) },
      -net,
      -tax,
      { credits: invoice.item },
    );
    credits.push(this.oracle.items.get(id)!);
    return true;
  }

  async #setOff({ invoices, credits }: History): Promise<boolean> {
    const credit = credits.find(({ open }) => open < 0n);
    const item = invoices
      .map((one) => one.item)
      .find(({ open, currency }) => open > 0n && currency === credit?.currency);
    if (!credit || !item) return false;
    const largest = -credit.open < item.open ? -credit.open : item.open;
    const amount = this.random() < 0.6 ? largest : 1n + (largest - 1n) / 3n;
    const { id } = await this.#payments.setOff(this.world.scope, credit.id, item.id, toDecimal(amount));
    this.oracle.setOff(id, credit, item, amount);
    return true;
  }

  async #undo({ customer }: History): Promise<boolean> {
    const made = this.oracle.allocations.filter(
      ({ item, isUndone }) => item.customer === customer && !isUndone,
    );
    const allocation = made[this.#below(made.length)];
    if (!allocation) return false;
    await this.#payments.undo(this.world.scope, allocation.id, 'Wrong document');
    this.oracle.undo(allocation);
    return true;
  }

  /**
   * Writes off an open invoice in full or in part. If dual approval is required, a second person approves or rejects
   * it.
   */
  async #writeOff({ invoices }: History, day: string): Promise<boolean> {
    const open = invoices.map(({ item }) => item).filter((item) => item.open > 0n);
    const item = open[this.#below(open.length)];
    if (!item) return false;
    const small = BigInt(1 + this.#below(1_500));
    const amount = this.#pick([item.open, 1n + item.open / 3n, small < item.open ? small : item.open]);
    const { scope, maker } = this.world;
    const { id, state } = await this.#writeOffs.request(scope, item.id, {
      amount: amount === item.open ? null : toDecimal(amount),
      reason: 'uncollectable',
      note: 'Insolvent',
    });
    if (state === 'pending') {
      const second = { ...scope, userId: maker.staff.manager.userId };
      const isApproved = this.random() < 0.8;
      await this.#writeOffs.decide(second, id, isApproved ? 'approve' : 'reject', 'Checked');
      if (!isApproved) return true;
    }
    this.oracle.writeOff(id, item, amount, day);
    return true;
  }

  async #undoWriteOff({ customer }: History): Promise<boolean> {
    const made = this.oracle.writeOffs.filter(
      ({ item, isUndone }) => item.customer === customer && !isUndone,
    );
    const writeOff = made[this.#below(made.length)];
    if (!writeOff) return false;
    await this.#writeOffs.undo(this.world.scope, writeOff.id, 'The customer pays');
    this.oracle.undoWriteOff(writeOff);
    return true;
  }

  /** Refunds a part of a payment or credit note; a second person decides, because the account is not known. */
  async #refund({ credits, payments }: History, day: string): Promise<boolean> {
    const sources = [
      ...payments.filter(({ unapplied, customer }) => unapplied > 0n && customer !== null),
      ...credits.filter(({ open }) => open < 0n),
    ];
    const source = sources[this.#below(sources.length)];
    if (!source) return false;
    const limit = this.oracle.refundable(source);
    if (limit <= 0n || this.random() < 0.1) return this.#refundTooMuch(source, limit);
    const amount = this.#pick([limit, limit, 1n + limit / 3n]);
    const { scope, maker } = this.world;
    const { id } = await this.#requestRefund(source, amount === limit ? null : amount);
    const second = { ...scope, userId: maker.staff.manager.userId };
    const isApproved = this.random() < 0.8;
    await this.#refunds.decide(second, id, isApproved ? 'approve' : 'reject', 'Checked');
    if (isApproved) this.oracle.refund(id, source, amount, day);
    return true;
  }

  /** Requests more than the oracle allows. */
  async #refundTooMuch(source: OraclePayment | OracleItem, limit: bigint): Promise<boolean> {
    const amount = (limit > 0n ? limit : 0n) + 1n;
    try {
      await this.#requestRefund(source, amount);
      this.surprises.push(`a refund of ${toDecimal(amount)} was accepted instead of ${toDecimal(limit)}`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    this.#count('refused request');
    return false;
  }

  #requestRefund(source: OraclePayment | OracleItem, amount: bigint | null) {
    const { scope } = this.world;
    const requested = {
      way: 'bank_account' as const,
      amount: amount === null ? null : toDecimal(amount),
      payeeName: 'Payee',
      payeeAccount: '1234567890',
      note: 'Paid twice',
    };
    return 'unapplied' in source
      ? this.#refunds.requestOfPayment(scope, source.id, requested)
      : this.#refunds.requestOfDocument(scope, source.id, requested);
  }

  async #undoRefund({ customer }: History): Promise<boolean> {
    const made = this.oracle.refunds.filter(
      ({ source, isUndone }) => source.customer === customer && !isUndone,
    );
    const refund = made[this.#below(made.length)];
    if (!refund) return false;
    await this.#refunds.undo(this.world.scope, refund.id, 'The bank returned it');
    this.oracle.undoRefund(refund);
    return true;
  }

  #request(item: OracleItem, { amount, discount, withheld, fee, paid }: OracleParts, isForeign: boolean) {
    const orNull = (minor: bigint): string | null => (minor === 0n ? null : toDecimal(minor));
    return {
      documentId: item.id,
      amount: toDecimal(amount),
      discount: orNull(discount),
      withheld: orNull(withheld),
      fee: orNull(fee),
      paymentAmount: isForeign ? toDecimal(paid) : null,
    };
  }

  /**
   * Returns a payment with an unapplied amount and an open invoice, usually in the same currency; null if there is
   * none.
   */
  #payable({ invoices, payments }: History): { payment: OraclePayment; item: OracleItem } | null {
    const open = invoices.map(({ item }) => item).filter((item) => item.open > 0n);
    const left = payments.filter(({ unapplied }) => unapplied > 0n);
    const payment = left[this.#below(left.length)];
    if (!payment) return null;
    const same = open.filter(({ currency }) => currency === payment.currency);
    const item =
      this.random() < 0.85 && same.length > 0
        ? same[this.#below(same.length)]
        : open[this.#below(open.length)];
    return item ? { payment, item } : null;
  }

  #historyOf(customer: string): History {
    const history = this.#histories.get(customer) ?? { customer, invoices: [], credits: [], payments: [] };
    this.#histories.set(customer, history);
    return history;
  }

  #count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  #below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#below(from.length)]!;
  }
}
