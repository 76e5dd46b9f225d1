import { DomainError, Exact } from '#platform/domain';
import { remittanceOf } from '../domain/statements/remittance.js';
import type { Counterparty, UnidentifiedLine } from '../domain/statements/statement.js';
import {
  amountIn,
  currencyIn,
  dateIn,
  presentText,
  rejectMissing,
  rejectValue,
} from '../domain/statements/values.js';
import {
  amountOfNode,
  type CamtDetail,
  type CamtEntryFacts,
  chargesOf,
  codeOf,
  negated,
  originalOf,
} from './camt-details.js';
import { nodeAt, textAt, type XmlNode } from './xml-node.js';

/** Reads the facts that precede the transactions of an entry. */
export function readEntryFacts(entry: XmlNode, ownAccount: string | null): CamtEntryFacts {
  const amount = nodeAt(entry, 'Amt') ?? rejectMissing(entry.fileLine, 'Ntry/Amt');
  const mark = textAt(entry, 'CdtDbtInd') ?? rejectMissing(entry.fileLine, 'Ntry/CdtDbtInd');
  if (mark !== 'CRDT' && mark !== 'DBIT') rejectValue(entry.fileLine, 'Ntry/CdtDbtInd', mark);
  return {
    currency: currencyIn(amount.currency ?? '', amount.fileLine),
    isDebit: mark === 'DBIT',
    ownAccount,
  };
}

/**
 * Returns the lines of a booked entry: one line per transaction if their amounts add up to the entry, otherwise a
 * single line. Entries that are pending or only informative have no lines.
 * @throws DomainError receivables.statement_details_differ
 */
export function linesOfEntry(
  entry: XmlNode,
  facts: CamtEntryFacts,
  details: readonly CamtDetail[],
): UnidentifiedLine[] {
  const status = textAt(entry, 'Sts/Cd', 'Sts');
  if (status !== null && status !== 'BOOK') return [];
  const { fileLine } = entry;
  const unsigned = amountOfNode(nodeAt(entry, 'Amt'), 'Ntry/Amt', fileLine);
  const amount = facts.isDebit ? negated(unsigned) : unsigned;
  const bookingDate =
    dateOf(entry, 'BookgDt') ?? dateOf(entry, 'ValDt') ?? rejectMissing(fileLine, 'Ntry/BookgDt');
  const common = {
    fileLine,
    bookingDate,
    valueDate: dateOf(entry, 'ValDt'),
    currency: facts.currency,
    isReversal: textAt(entry, 'RvslInd') === 'true' || textAt(entry, 'RvslInd') === '1',
  };
  const lineOf = (detail: CamtDetail, own: string, index: number | null): UnidentifiedLine => ({
    ...common,
    amount: own,
    counterparty: counterpartyOf(detail, facts, common.isReversal),
    remittance: detail.remittance,
    endToEndId: detail.endToEndId,
    bankReference: detail.bankReference ?? presentText(textAt(entry, 'AcctSvcrRef')),
    transactionCode: detail.transactionCode ?? codeOf(entry),
    charges: detail.charges ?? (details.length > 1 ? null : chargesOf(entry, facts.currency)),
    original: detail.original,
    batch: index === null ? null : { amount, index, count: details.length, id: batchIdOf(entry) },
  });
  const [first] = details;
  if (!first) return [lineOf(detailOfEntry(entry, facts), amount, null)];
  // For a single transaction, the entry's amount is used, because the transaction's amount can be before charges.
  if (details.length === 1) return [lineOf(first, amount, null)];
  const amounts = details.map((detail) => detail.amount).filter((one) => one !== null);
  if (amounts.length < details.length) return [lineOf(merged(details), amount, null)];
  assertSum(amounts, amount, facts.currency, fileLine);
  return details.map((detail, index) => lineOf(detail, amounts[index] ?? amount, index + 1));
}

function assertSum(amounts: readonly string[], amount: string, currency: string, line: number): void {
  const sum = amounts.reduce((all, one) => all.plus(one), new Exact(0));
  if (sum.eq(amount)) return;
  throw new DomainError('receivables.statement_details_differ', {
    line,
    stated: amount,
    expected: amountIn(sum.toFixed(), currency, line, 'TxDtls/Amt'),
  });
}

/**
 * Transactions without amounts in the entry's currency can't be split; the line has the references of all transactions.
 */
function merged(details: readonly CamtDetail[]): CamtDetail {
  const nobody = { name: null, account: null };
  return {
    amount: null,
    debtor: nobody,
    creditor: nobody,
    remittance: remittanceOf(
      details.map(({ remittance }) => remittance.text).join(' '),
      details.flatMap(({ remittance }) => remittance.references),
    ),
    endToEndId: null,
    bankReference: null,
    transactionCode: null,
    charges: null,
    original: null,
  };
}

function detailOfEntry(entry: XmlNode, { currency }: CamtEntryFacts): CamtDetail {
  const nobody = { name: null, account: null };
  return {
    amount: null,
    debtor: nobody,
    creditor: nobody,
    remittance: remittanceOf(textAt(entry, 'AddtlNtryInf') ?? ''),
    endToEndId: null,
    bankReference: null,
    transactionCode: null,
    charges: null,
    original: originalOf(entry, currency),
  };
}

/**
 * The other party of a credit is the debtor. Transactions of a reversal describe the original payment, which had the
 * other direction. Banks differ, so the maker's own account is never the other party.
 */
function counterpartyOf(
  { debtor, creditor }: CamtDetail,
  { isDebit, ownAccount }: CamtEntryFacts,
  isReversal: boolean,
): Counterparty {
  const [usual, other] = isDebit === isReversal ? [debtor, creditor] : [creditor, debtor];
  const isOwn = (party: Counterparty): boolean => party.account !== null && party.account === ownAccount;
  const isEmpty = (party: Counterparty): boolean => party.account === null && party.name === null;
  return (isOwn(usual) || isEmpty(usual)) && !isOwn(other) && isReversal ? other : usual;
}

/** Returns a date, or the date of an instant at the offset that the bank states. */
function dateOf(entry: XmlNode, name: string): string | null {
  const text = textAt(entry, `${name}/Dt`, `${name}/DtTm`);
  return text === null ? null : dateIn(text.slice(0, 10), entry.fileLine, `Ntry/${name}`);
}

function batchIdOf(entry: XmlNode): string | null {
  return presentText(textAt(entry, 'NtryDtls/Btch/PmtInfId', 'NtryDtls/Btch/MsgId', 'AcctSvcrRef'));
}
