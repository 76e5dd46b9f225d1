import { Exact } from '#platform/domain';
import { compact } from '../domain/compact.js';
import type { Counterparty, OriginalAmount, Remittance } from '../domain/statements/statement.js';
import { remittanceOf } from '../domain/statements/remittance.js';
import { amountIn, presentText, rejectMissing, rejectValue } from '../domain/statements/values.js';
import { childrenOf, nodeAt, textAt, type XmlNode } from './xml-node.js';

/** A transaction of an entry (`TxDtls`), or the facts of an entry without transactions. */
export interface CamtDetail {
  /** Signed amount in the entry's currency; null if the file doesn't state it. */
  readonly amount: string | null;
  readonly debtor: Counterparty;
  readonly creditor: Counterparty;
  readonly remittance: Remittance;
  readonly endToEndId: string | null;
  readonly bankReference: string | null;
  readonly transactionCode: string | null;
  readonly charges: string | null;
  readonly original: OriginalAmount | null;
}

/** Facts of the entry that its transactions inherit. */
export interface CamtEntryFacts {
  readonly currency: string;
  readonly isDebit: boolean;
  /** Number of the account that the statement is about. */
  readonly ownAccount: string | null;
}

export function readDetail(node: XmlNode, { currency, isDebit, ownAccount }: CamtEntryFacts): CamtDetail {
  const parties = nodeAt(node, 'RltdPties');
  const creditor = partyOf(parties, 'Cdtr');
  // A credit to a virtual account contains that account, which identifies the payer.
  const virtual = !isDebit && creditor.account && creditor.account !== ownAccount ? [creditor.account] : [];
  return {
    amount: amountOf(node, currency, isDebit),
    debtor: partyOf(parties, 'Dbtr'),
    creditor,
    remittance: readRemittance(node, virtual),
    endToEndId: presentText(textAt(node, 'Refs/EndToEndId')),
    bankReference: presentText(textAt(node, 'Refs/AcctSvcrRef', 'Refs/TxId', 'Refs/InstrId')),
    transactionCode: codeOf(node),
    charges: chargesOf(node, currency),
    original: originalOf(node, currency),
  };
}

/** Sums the amounts of `Amt` elements in a currency. */
export function amountOfNode(node: XmlNode | null, field: string, fileLine: number): string {
  if (!node) rejectMissing(fileLine, field);
  const currency = node.currency ?? rejectMissing(node.fileLine, `${field}/@Ccy`);
  const text = node.text.trim();
  // The schema allows no sign, because a separate element states the direction.
  if (!/^\d/.test(text)) rejectValue(node.fileLine, field, text);
  return amountIn(text, currency, node.fileLine, field);
}

/** Bank transaction code: domain, family and subfamily, or the bank's own code. */
export function codeOf(node: XmlNode): string | null {
  const domain = textAt(node, 'BkTxCd/Domn/Cd');
  const family = ['BkTxCd/Domn/Fmly/Cd', 'BkTxCd/Domn/Fmly/SubFmlyCd'].map((path) => textAt(node, path));
  return domain === null ? textAt(node, 'BkTxCd/Prtry/Cd') : [domain, ...family].filter(Boolean).join('-');
}

/** Charges in the currency of the entry; versions 02 and 03 have them without records. */
export function chargesOf(node: XmlNode, currency: string): string | null {
  const charges = childrenOf(node, 'Chrgs');
  const total = charges.map((one) => nodeAt(one, 'TtlChrgsAndTaxAmt')).find((one) => one !== null);
  const single = charges.flatMap((one) => {
    const records = childrenOf(one, 'Rcrd');
    return (records.length > 0 ? records : [one]).map((record) => nodeAt(record, 'Amt'));
  });
  const amounts = (total ? [total] : single).filter((amount) => amount?.currency === currency);
  if (amounts.length === 0) return null;
  const sum = amounts.reduce((all, one) => all.plus(amountOfNode(one, 'Chrgs', node.fileLine)), new Exact(0));
  return sum.isZero() ? null : amountIn(sum.toFixed(), currency, node.fileLine, 'Chrgs');
}

/** The amount that the payer ordered, if it is in another currency. */
export function originalOf(node: XmlNode, currency: string): OriginalAmount | null {
  const details = nodeAt(node, 'AmtDtls');
  const amounts = ['InstdAmt', 'TxAmt', 'CntrValAmt'].map((name) => nodeAt(details, name));
  const foreign = amounts.map((one) => nodeAt(one, 'Amt')).find((one) => one && one.currency !== currency);
  if (!foreign?.currency) return null;
  const rate = amounts.map((one) => textAt(one, 'CcyXchg/XchgRate')).find((one) => one !== null);
  return {
    amount: amountOfNode(foreign, 'AmtDtls', node.fileLine),
    currency: foreign.currency,
    rate: rate ?? null,
  };
}

/** Version 02 has the amount in `AmtDtls/TxAmt`; later versions have it in `Amt` with a direction. */
function amountOf(node: XmlNode, currency: string, isDebit: boolean): string | null {
  const own = ['Amt', 'AmtDtls/TxAmt/Amt', 'AmtDtls/CntrValAmt/Amt'].map((path) => nodeAt(node, path));
  const stated = own.find((one) => one?.currency === currency);
  if (!stated) return null;
  const direction = textAt(node, 'CdtDbtInd');
  const amount = amountOfNode(stated, 'TxDtls/Amt', node.fileLine);
  return (direction === null ? isDebit : direction === 'DBIT') ? negated(amount) : amount;
}

export function negated(amount: string): string {
  if (amount.startsWith('-')) return amount.slice(1);
  return /[1-9]/.test(amount) ? `-${amount}` : amount;
}

/** Versions from 08 nest the name in `Pty`. */
function partyOf(parties: XmlNode | null, role: 'Dbtr' | 'Cdtr'): Counterparty {
  const account = textAt(parties, `${role}Acct/Id/IBAN`, `${role}Acct/Id/Othr/Id`);
  return {
    name: presentText(
      textAt(parties, `${role}/Pty/Nm`, `${role}/Nm`, `Ultmt${role}/Pty/Nm`, `Ultmt${role}/Nm`),
    ),
    account: account === null ? null : compact(account) || null,
  };
}

function readRemittance(node: XmlNode, virtual: readonly string[]): Remittance {
  const info = nodeAt(node, 'RmtInf');
  const structured = childrenOf(info, 'Strd');
  const references = structured.flatMap((one) => [
    ...childrenOf(one, 'CdtrRefInf').map((reference) => textAt(reference, 'Ref')),
    ...childrenOf(one, 'RfrdDocInf').map((document) => textAt(document, 'Nb')),
  ]);
  const proprietary = childrenOf(nodeAt(node, 'Refs'), 'Prtry').map((one) => textAt(one, 'Ref'));
  const texts = [
    ...childrenOf(info, 'Ustrd').map(({ text }) => text),
    ...structured.flatMap((one) => childrenOf(one, 'AddtlRmtInf').map(({ text }) => text)),
  ];
  const text = texts.length > 0 ? texts.join(' ') : (textAt(node, 'AddtlTxInf') ?? '');
  const found = [...references, ...proprietary].filter((one) => one !== null);
  return remittanceOf(text, [...found, ...virtual]);
}
