import { fromMinor, sumMinor } from '#platform/domain';
import { oneLine } from '../one-line.js';
import { isSepaAccount } from '../references/sepa-account.js';
import { MAX_NAME, MAX_TEXT, NO_NAME, toIdentifier } from './sepa-fields.js';
import { toSepaText } from './sepa-text.js';

/** An approved refund to transfer. */
export interface RefundToTransfer {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly payeeName: string;
  readonly payeeAccount: string;
  /** Text for the payee: the number of the credit note, or the payer's own text. */
  readonly text: string;
}

/** The account from which money is transferred. */
export interface OrderingAccount {
  /** Name of the legal entity; in an order, in the characters of the SEPA schemes. */
  readonly holder: string;
  readonly account: string;
  readonly bic: string | null;
}

/** A transfer of a payment file. */
export interface OrderedTransfer {
  readonly endToEndId: string;
  /** Decimal in major units. */
  readonly amount: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  readonly text: string;
}

/** Transfers of a payment file in one scheme. */
export interface TransferBlock {
  readonly id: string;
  readonly isSepa: boolean;
  readonly total: string;
  readonly transfers: readonly OrderedTransfer[];
}

/** The content of a payment file. */
export interface PaymentOrder {
  readonly messageId: string;
  readonly createdAt: Date;
  /** Day on which the bank transfers the money, `YYYY-MM-DD`. */
  readonly executeOn: string;
  readonly currency: string;
  readonly debtor: OrderingAccount;
  readonly count: number;
  readonly total: string;
  /** At least one; SEPA transfers first. */
  readonly blocks: readonly TransferBlock[];
}

/** Returns the reference of a refund in payment files and bank statements: at most 35 characters of the SEPA schemes. */
export function refundReference(refundId: string): string {
  return `RF${toIdentifier(refundId)}`;
}

/**
 * Arranges refunds in one currency as transfers from one account: SEPA transfers for euros between SEPA accounts, and the
 * generic form of ISO 20022 for the others.
 * @param refunds at least one
 */
export function toPaymentOrder(
  {
    fileId,
    ...order
  }: Pick<PaymentOrder, 'createdAt' | 'executeOn' | 'currency' | 'debtor'> & {
    readonly fileId: string;
  },
  refunds: readonly RefundToTransfer[],
): PaymentOrder {
  const { currency, debtor } = order;
  const identifier = toIdentifier(fileId);
  const totalOf = (some: readonly RefundToTransfer[]): string =>
    fromMinor(
      sumMinor(some, ({ amountMinor }) => amountMinor),
      currency,
    );
  const isSepa = ({ payeeAccount }: RefundToTransfer): boolean =>
    currency === 'EUR' && isSepaAccount(debtor.account) && isSepaAccount(payeeAccount);
  const blocks = [true, false].flatMap((sepa) => {
    const some = refunds.filter((refund) => isSepa(refund) === sepa);
    return some.length === 0 ? [] : [{ isSepa: sepa, refunds: some }];
  });
  return {
    ...order,
    // Banks accept only the characters of the SEPA schemes in the name of their customer, even for other transfers.
    debtor: { ...debtor, holder: toSepaText(debtor.holder, MAX_NAME) || NO_NAME },
    messageId: `PF${identifier}`,
    count: refunds.length,
    total: totalOf(refunds),
    blocks: blocks.map((block, index) => ({
      id: `${identifier}-${index + 1}`,
      isSepa: block.isSepa,
      total: totalOf(block.refunds),
      transfers: block.refunds.map((refund) => toTransfer(refund, currency, block.isSepa)),
    })),
  };
}

function toTransfer(
  { id, amountMinor, payeeName, payeeAccount, text }: RefundToTransfer,
  currency: string,
  isSepa: boolean,
): OrderedTransfer {
  const write = isSepa ? toSepaText : toXmlText;
  return {
    endToEndId: refundReference(id),
    amount: fromMinor(amountMinor, currency),
    payeeName: write(payeeName, MAX_NAME) || NO_NAME,
    payeeAccount,
    text: write(text, MAX_TEXT),
  };
}

/** Characters that XML 1.0 does not allow. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function toXmlText(text: string, max: number): string {
  return oneLine(text.replaceAll(NOT_IN_XML, ' '), max);
}
