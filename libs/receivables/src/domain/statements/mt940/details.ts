import { remittanceOf } from '../remittance.js';
import type { Counterparty, OriginalAmount, Remittance } from '../statement.js';
import { compact } from '../../compact.js';
import { presentText } from '../values.js';

/** Field 86: information for the account owner. */
export interface EntryDetails {
  readonly transactionCode: string | null;
  readonly counterparty: Counterparty;
  readonly remittance: Remittance;
  readonly endToEndId: string | null;
  readonly charges: string | null;
  readonly original: OriginalAmount | null;
}

/** Business transaction code, and the separator of numbered subfields: `166?00…`, `020<00…`, `~00…`. */
const SUBFIELDS = /^(\d{3})?([?<~^>@])(?=\d\d)/;
/** Full length of a numbered subfield. The text of a full subfield continues in the next subfield without a space. */
const SUBFIELD_LENGTH = 27;
/** Keys of SEPA transactions within numbered subfields. */
const SEPA_KEY = /\b(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)\+/g;
/** Codes of structured texts: `/EREF/…/REMI/…`. */
const CODES = [
  'EREF KREF MREF MARF CSID PREF ISDT TRTP TRCD REMI ORDP BENM NAME IBAN BIC ADDR CNTP ID RTRN VACC',
  'OCMT CHGS EXCH ULTC ULTD PURP BUSP NRTX TREF',
].flatMap((line) => line.split(' '));
const CODE = new RegExp(`/(${CODES.join('|')})/`, 'g');
const STRUCTURED = new RegExp(`^/(?:${CODES.join('|')})/`);
const MONEY = /^([A-Z]{3})(\d{1,15}(?:[.,]\d*)?)$/;

/** Reads field 86 in any of its forms: numbered subfields, structured codes, or plain text. */
export function readDetails(lines: readonly string[]): EntryDetails {
  // Banks wrap these forms at a fixed width, also within words, so their lines are joined without a space.
  const joined = lines.join('');
  const subfields = SUBFIELDS.exec(joined);
  if (subfields) {
    const [prefix, code, separator = '?'] = subfields;
    return readSubfields(joined.slice(prefix.length), separator, code);
  }
  if (STRUCTURED.test(joined)) return readStructured(joined);
  return { ...NOTHING, remittance: remittanceOf(lines.map((line) => line.trim()).join(' ')) };
}

const NOTHING: EntryDetails = {
  transactionCode: null,
  counterparty: { name: null, account: null },
  remittance: { references: [], text: '', splitPayment: null },
  endToEndId: null,
  charges: null,
  original: null,
};

function readSubfields(text: string, separator: string, code: string | undefined): EntryDetails {
  const values = new Map<string, string>();
  // A separator that is not followed by two digits belongs to the text.
  for (const part of text.split(new RegExp(`\\${separator}(?=\\d\\d)`)))
    values.set(part.slice(0, 2), part.slice(2));
  const join = (from: number, to: number): string =>
    Array.from(
      { length: to - from + 1 },
      (_, index) => values.get(String(from + index).padStart(2, '0')) ?? '',
    )
      .map((value) => (value.length >= SUBFIELD_LENGTH ? value : `${value} `))
      .join('')
      .trim();
  // Polish banks write the name in 27 to 29, if 32 is empty, and the IBAN in 38.
  const isPolish = !values.has('32') && (values.has('27') || values.has('38'));
  const remittance = isPolish ? `${join(20, 26)} ${join(60, 63)}` : `${join(20, 29)} ${join(60, 63)}`;
  const [plain = ''] = remittance.split(SEPA_KEY, 1);
  const keys = new Map(codedTexts(remittance, SEPA_KEY).map(([key, value]) => [key, value.trim()]));
  const account = presentText(values.get('38')) ?? presentText(values.get('31')) ?? keys.get('IBAN');
  return {
    transactionCode: code ?? null,
    counterparty: {
      name: presentText(isPolish ? join(27, 29) : join(32, 33)) ?? presentText(keys.get('ABWA')),
      account: account ? compact(account) || null : null,
    },
    remittance: remittanceOf(keys.get('SVWZ') ?? plain),
    endToEndId: presentText(keys.get('EREF')),
    charges: moneyOf(keys.get('COAM'))?.amount ?? null,
    original: moneyOf(keys.get('OAMT')),
  };
}

/** Returns each code of a text with the text up to the next code. */
function codedTexts(text: string, codes: RegExp): [code: string, value: string][] {
  const found = [...text.matchAll(codes)];
  return found.map((match, at) => {
    const [whole, code = ''] = match;
    return [code, text.slice(match.index + whole.length, found[at + 1]?.index)];
  });
}

function readStructured(text: string): EntryDetails {
  const values = new Map<string, string>();
  let party: string | null = null;
  let account: string | null = null;
  for (const [code, value] of codedTexts(text, CODE)) {
    if (code === 'CNTP') {
      // Account, BIC, name and city, separated by slashes.
      const [number, , name] = value.split('/');
      [account, party] = [account ?? presentText(number), party ?? presentText(name)];
    } else if (code === 'NAME') party ??= presentText(value.replaceAll('/', ' '));
    else if (code === 'IBAN') account ??= presentText(value.replaceAll('/', ''));
    else if (!values.has(code)) values.set(code, value);
  }
  const named = presentText((values.get('ORDP') ?? values.get('BENM') ?? '').replaceAll('/', ' '));
  const { references, plain } = remittanceParts(values.get('REMI') ?? '');
  return {
    transactionCode: presentText(stripSlashes(values.get('TRTP') ?? values.get('TRCD') ?? '')),
    counterparty: { name: party ?? named, account: account ? compact(account) || null : null },
    remittance: remittanceOf(plain, references),
    endToEndId: presentText(stripSlashes(values.get('EREF') ?? '')),
    charges: moneyOf(stripSlashes(values.get('CHGS') ?? ''))?.amount ?? null,
    original: moneyOf(stripSlashes(values.get('OCMT') ?? '')),
  };
}

/** Reads `USTD//text`, `STRD/CUR/reference`, or a text without these codes. */
function remittanceParts(value: string): { references: string[]; plain: string } {
  const [, reference] = /(?:^|\/)STRD\/(?:[A-Z]{3}\/)?([^/]+)/.exec(value) ?? [];
  const plain = stripSlashes(value.replace(/(?:^|\/)STRD\/.*$/, '').replace(/^\/?USTD\/\/?/, ''));
  return { references: reference === undefined ? [] : [reference], plain };
}

function stripSlashes(text: string): string {
  return text.replaceAll(/^\/+|\/+$/g, '').trim();
}

/** Reads `EUR12,50`; null for other texts. */
function moneyOf(text: string | undefined): OriginalAmount | null {
  const [, currency = '', amount = ''] = MONEY.exec(text?.trim() ?? '') ?? [];
  return currency === ''
    ? null
    : { amount: amount.replace(',', '.').replace(/\.$/, ''), currency, rate: null };
}
