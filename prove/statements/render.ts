import type { ColumnMap } from '#receivables/domain';
import { toDecimal } from './numbers.js';
import type { Payment } from './payments.js';

export const OWN_ACCOUNT = 'PL61109010140000071219812874';
const CURRENCY = 'PLN';
const OPENING = 100_000;

/** Maximum number of characters in a numbered subfield of field 86. */
const SUBFIELD = 27;
const REMITTANCE = ['20', '21', '22', '23', '24', '25', '26'];

/** Renders payments as CAMT.053, version 08. */
export function renderCamt(payments: readonly Payment[]): string {
  const total = payments.reduce((sum, { cents }) => sum + cents, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    '<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-30T20:00:00</CreDtTm></GrpHdr>',
    `<Stmt><Id>S-1</Id><Acct><Id><IBAN>${OWN_ACCOUNT}</IBAN></Id><Ccy>${CURRENCY}</Ccy></Acct>`,
    balance('OPBD', OPENING),
    balance('CLBD', OPENING + total),
    ...payments.map(camtEntry),
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('\n');
}

function balance(code: string, cents: number): string {
  return (
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${CURRENCY}">${toDecimal(cents)}</Amt>` +
    '<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-30</Dt></Dt></Bal>'
  );
}

function camtEntry(payment: Payment): string {
  const amount = `<Amt Ccy="${CURRENCY}">${toDecimal(payment.cents)}</Amt>`;
  const charges =
    payment.charges > 0
      ? `<Chrgs><Rcrd><Amt Ccy="${CURRENCY}">${toDecimal(payment.charges)}</Amt></Rcrd></Chrgs>`
      : '';
  const structured = payment.reference
    ? `<Strd><CdtrRefInf><Ref>${payment.reference}</Ref></CdtrRefInf></Strd>`
    : '';
  return [
    `<Ntry>${amount}<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${payment.date}</Dt></BookgDt>`,
    `<ValDt><Dt>${payment.date}</Dt></ValDt><AcctSvcrRef>${payment.bankReference}</AcctSvcrRef>`,
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>',
    `<NtryDtls><TxDtls><Refs><EndToEndId>${payment.endToEndId}</EndToEndId></Refs>${amount}<CdtDbtInd>CRDT</CdtDbtInd>`,
    `${charges}<RltdPties><Dbtr><Pty><Nm>${payment.name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>${payment.account}</IBAN></Id></DbtrAcct></RltdPties>`,
    `<RmtInf><Ustrd>${payment.text}</Ustrd>${structured}</RmtInf></TxDtls></NtryDtls></Ntry>`,
  ].join('');
}

/** Renders payments as MT940 with numbered subfields. */
export function renderMt940(payments: readonly Payment[]): string {
  const total = payments.reduce((sum, { cents }) => sum + cents, 0);
  return [
    ':20:STARTUMS',
    `:25:${OWN_ACCOUNT}`,
    ':28C:00001/001',
    `:60F:C261031${CURRENCY}${swift(OPENING)}`,
    ...payments.flatMap(mt940Entry),
    `:62F:C261130${CURRENCY}${swift(OPENING + total)}`,
    '-',
    '',
  ].join('\r\n');
}

const swift = (cents: number): string => toDecimal(cents).replace('.', ',');

function mt940Entry(payment: Payment): string[] {
  const { date, cents, bankReference, endToEndId, charges, reference, text, account, name } = payment;
  const [, month, day] = date.split('-');
  const keys = [
    `EREF+${endToEndId}`,
    ...(charges > 0 ? [`COAM+${CURRENCY}${swift(charges)}`] : []),
    `SVWZ+${reference ? `${reference} ` : ''}${text}`,
  ].join(' ');
  const pieces = keys.match(new RegExp(`.{1,${SUBFIELD}}`, 'g'))!.slice(0, REMITTANCE.length);
  const details = [
    '166?00PRZELEW',
    ...pieces.map((piece, at) => `?${REMITTANCE[at]}${piece}`),
    `?31${account}`,
    ...name.match(new RegExp(`.{1,${SUBFIELD}}`, 'g'))!.map((piece, at) => `?${32 + at}${piece}`),
  ].join('');
  const lines = details.match(/.{1,65}/g)!;
  return [
    `:61:26${month}${day}${month}${day}C${swift(cents)}NTRFNONREF//${bankReference}`,
    `:86:${lines[0]!}`,
    ...lines.slice(1),
  ];
}

/** Renders payments as CSV with a decimal comma, in the columns of `CSV_MAP`. */
export function renderCsv(payments: readonly Payment[]): string {
  const rows = payments.map((payment) =>
    [
      payment.date.split('-').reverse().join('.'),
      toDecimal(payment.cents)
        .replace('.', ',')
        .replace(/\B(?=(\d{3})+,)/g, ' '),
      payment.name,
      payment.account,
      payment.text,
      payment.reference,
      payment.endToEndId,
      payment.bankReference,
      payment.charges > 0 ? toDecimal(payment.charges).replace('.', ',') : '',
    ]
      .map((cell) => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(';'),
  );
  return ['Data;Kwota;Nazwa;Rachunek;Tytuł;Referencja;E2E;Ref banku;Opłaty', ...rows, ''].join('\n');
}

export const CSV_MAP: ColumnMap = {
  columns: {
    bookingDate: 'Data',
    amount: 'Kwota',
    name: 'Nazwa',
    counterpartyAccount: 'Rachunek',
    text: ['Tytuł'],
    reference: 'Referencja',
    endToEndId: 'E2E',
    bankReference: 'Ref banku',
    charges: 'Opłaty',
  },
  delimiter: ';',
  decimal: ',',
  dateFormat: 'dd.MM.yyyy',
  skippedRows: 0,
  hasHeaders: true,
  account: OWN_ACCOUNT,
  currency: CURRENCY,
};
