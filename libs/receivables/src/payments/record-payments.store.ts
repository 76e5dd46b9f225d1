import { getSeller, loadAccountingRate, lockPostingDay, postEntries } from '#invoicing';
import { Exact, fromMinor, insertRows, newId, rememberByKey, toMinor, type Transaction } from '#platform';
import type { Suggestion } from '../domain/imports/suggestion.js';
import type { PaymentMethod } from '../domain/ledger/payment-method.js';
import { postReceipt } from '../domain/ledger/receivable-postings.js';
import { Payment } from '../entities/payment.entity.js';

export interface PaymentToRecord {
  readonly legalEntityId: string;
  /** Null if the payer is not known. */
  readonly customerId: string | null;
  readonly method: PaymentMethod;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** Local day of the legal entity, `YYYY-MM-DD`. */
  readonly receivedOn: string;
  readonly bankAccountId: string | null;
  readonly payerName: string | null;
  /** IBAN or national number, in capitals and without spaces. */
  readonly payerAccount: string | null;
  readonly reference: string;
  /** Possible allocations, best first. */
  readonly suggestions: readonly Suggestion[];
  /** Payment intent of Stripe that collected the money; absent for money in the bank. */
  readonly intentId?: string;
}

/**
 * Records received payments, and posts them as unapplied. Writes each table once, regardless of the number of payments.
 * @returns the id of each payment, in order
 * @throws DomainError organization.legal_entity_not_found, billing.fx_rate_missing
 */
export async function recordPayments(
  tx: Transaction,
  payments: readonly PaymentToRecord[],
): Promise<string[]> {
  const { makerId, userId } = tx.scope;
  const sellerOf = rememberByKey((id: string) => getSeller(tx, id));
  const postingDayOf = rememberByKey((seller: string, day: string) => lockPostingDay(tx, seller, day));
  const rateOf = rememberByKey((from: string, to: string, day: string) =>
    loadAccountingRate(tx, from, to, day),
  );
  const rows = [];
  for (const payment of payments) {
    const { legalEntityId, currency, receivedOn, amountMinor } = payment;
    const { currency: booksCurrency } = await sellerOf(legalEntityId);
    const postingDate = await postingDayOf(legalEntityId, receivedOn);
    const rate = await rateOf(currency, booksCurrency, receivedOn);
    const booksMinor =
      currency === booksCurrency
        ? amountMinor
        : toMinor(new Exact(fromMinor(amountMinor, currency)).times(rate.rate), booksCurrency);
    rows.push({ payment, id: newId(), postingDate, rate, booksMinor, booksCurrency });
  }
  await insertRows(
    tx,
    Payment,
    rows.map(
      ({ payment: { amountMinor, intentId = null, ...payment }, id, postingDate, rate, booksCurrency }) => ({
        makerId,
        id,
        ...payment,
        intentId,
        isCustomerGiven: payment.customerId !== null,
        amountMinor: amountMinor.toString(),
        unappliedMinor: '0',
        booksUnappliedMinor: '0',
        postingDate,
        booksCurrency,
        booksRate: rate.rate,
        booksRateOn: rate.day,
        booksRateSource: rate.source,
        recordedAt: tx.now,
        recordedBy: userId,
      }),
    ),
  );
  await postEntries(
    tx,
    rows.map(({ payment, id, postingDate, rate, booksMinor, booksCurrency }) => ({
      entry: {
        legalEntityId: payment.legalEntityId,
        source: { kind: 'payment', id },
        postingDate,
        service: null,
        currency: payment.currency,
        booksCurrency,
        rate,
        reversesId: null,
      },
      postings: postReceipt({
        id,
        currency: payment.currency,
        minor: payment.amountMinor,
        booksMinor,
        heldIn: payment.intentId === undefined ? 'bank' : 'clearing',
      }),
    })),
  );
  return rows.map(({ id }) => id);
}
