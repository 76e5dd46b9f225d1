import type { Statement, StatementLine } from '#receivables/domain';
import { toDecimal } from './numbers.js';
import type { Payment } from './payments.js';
import { OWN_ACCOUNT } from './render.js';

/** Counts the payments that a statement does not contain exactly. */
export function countDifferences(payments: readonly Payment[], { account, lines }: Statement): number {
  if (account.number !== OWN_ACCOUNT) return payments.length;
  const differing = payments.filter((payment, at) => !isEqual(payment, lines[at])).length;
  return differing + Math.max(0, lines.length - payments.length);
}

function isEqual(payment: Payment, line: StatementLine | undefined): boolean {
  if (!line) return false;
  // MT940 has no element for structured references: they are in the text.
  const text = [...line.remittance.references, line.remittance.text].join(' ');
  const expected = `${payment.reference} ${payment.text}`;
  return (
    line.amount === toDecimal(payment.cents) &&
    line.bookingDate === payment.date &&
    (line.valueDate ?? line.bookingDate) === payment.date &&
    line.counterparty.name === payment.name &&
    line.counterparty.account === payment.account &&
    line.endToEndId === payment.endToEndId &&
    line.bankReference === payment.bankReference &&
    (line.charges ?? '0.00') === toDecimal(payment.charges) &&
    withoutSpaces(text) === withoutSpaces(expected)
  );
}

/** Numbered subfields of MT940 can divide a text at a space. */
const withoutSpaces = (text: string): string => text.replaceAll(' ', '');
