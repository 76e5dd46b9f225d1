import { fromMinor, groupBy, sumMinor } from '#platform/domain';
import { MAX_NAME, MAX_TEXT, NO_NAME, toIdentifier } from '../payment-files/sepa-fields.js';
import { toSepaText } from '../payment-files/sepa-text.js';
import { creditorReference } from '../references/creditor-reference.js';
import type { DebitScheme } from './mandate.js';

/** The scheme's only currency. */
export const DEBIT_CURRENCY = 'EUR';

/** An open document to collect. */
export interface DebitToCollect {
  /** Number of the document. */
  readonly number: string;
  readonly amountMinor: bigint;
  readonly scheme: DebitScheme;
  /** SEPA creditor identifier in the mandate. */
  readonly creditorId: string;
  readonly mandateReference: string;
  readonly signedOn: string;
  readonly payerName: string;
  readonly payerAccount: string;
}

/** The account that receives the collected money. */
export interface CollectingAccount {
  /** Name of the legal entity; in an order, in the characters of the SEPA schemes. */
  readonly holder: string;
  readonly account: string;
  readonly bic: string | null;
}

/** A debit of a debit file. */
export interface OrderedDebit {
  readonly endToEndId: string;
  /** Decimal in major units. */
  readonly amount: string;
  readonly mandateReference: string;
  readonly signedOn: string;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly text: string;
}

/** Debits of a file with the same scheme and creditor identifier. */
export interface DebitBlock {
  readonly id: string;
  readonly scheme: DebitScheme;
  readonly creditorId: string;
  readonly total: string;
  readonly debits: readonly OrderedDebit[];
}

/** The content of a debit file. */
export interface DebitOrder {
  readonly messageId: string;
  readonly createdAt: Date;
  /** Day on which the bank collects the money, `YYYY-MM-DD`. */
  readonly collectOn: string;
  readonly creditor: CollectingAccount;
  readonly count: number;
  readonly total: string;
  /** At least one. */
  readonly blocks: readonly DebitBlock[];
}

/**
 * Arranges open documents as debits to one account. The end-to-end reference of a debit is the creditor reference of
 * the document, because statements contain it, so that the payment is matched. If the document number is too long for a
 * creditor reference, the text contains the number.
 *
 * @param debits at least one
 */
export function toDebitOrder(
  {
    fileId,
    ...order
  }: Pick<DebitOrder, 'createdAt' | 'collectOn' | 'creditor'> & { readonly fileId: string },
  debits: readonly DebitToCollect[],
): DebitOrder {
  const identifier = toIdentifier(fileId);
  const blocks = [...groupBy(debits, ({ scheme, creditorId }) => `${scheme} ${creditorId}`).values()];
  return {
    ...order,
    creditor: { ...order.creditor, holder: toSepaText(order.creditor.holder, MAX_NAME) || NO_NAME },
    messageId: `DD${identifier}`,
    count: debits.length,
    total: totalOf(debits),
    blocks: blocks.map((some, index) => ({
      id: `${identifier}-${index + 1}`,
      scheme: some[0]!.scheme,
      creditorId: some[0]!.creditorId,
      total: totalOf(some),
      debits: some.map(toDebit),
    })),
  };
}

function totalOf(debits: readonly DebitToCollect[]): string {
  const total = sumMinor(debits, ({ amountMinor }) => amountMinor);
  return fromMinor(total, DEBIT_CURRENCY);
}

function toDebit({
  number,
  amountMinor,
  mandateReference,
  signedOn,
  payerName,
  payerAccount,
}: DebitToCollect): OrderedDebit {
  return {
    endToEndId: creditorReference(number) ?? NO_NAME,
    amount: fromMinor(amountMinor, DEBIT_CURRENCY),
    mandateReference,
    signedOn,
    payerAccount,
    payerName: toSepaText(payerName, MAX_NAME) || NO_NAME,
    text: toSepaText(number, MAX_TEXT) || NO_NAME,
  };
}
