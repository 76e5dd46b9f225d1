import { compact } from '../compact.js';
import type { StatementLine } from '../statements/statement.js';
import type { ClaimKind, IndexedItem } from './indexed-item.js';
import type { Claim, ItemIndex, PayerProof } from './item-index.js';
import { canBeReference } from './similarity.js';
import { type Piece, piecesOf, tokensOf } from './texts.js';

/** An item with an intact reference in a line. */
export interface NamedItem {
  readonly item: IndexedItem;
  readonly kind: ClaimKind;
  readonly key: string;
}

/** Facts about a payment that a statement line contains. */
export interface Evidence {
  readonly named: readonly NamedItem[];
  /** True if a reference belongs to several items. */
  readonly isAmbiguous: boolean;
  /** True if a creditor reference has wrong check digits. */
  readonly isBroken: boolean;
  /** Parts of the text that can be references but belong to no item. */
  readonly unknown: readonly string[];
  /** Customers who can be the payer, with the strongest proof. */
  readonly payers: ReadonlyMap<string, PayerProof>;
}

/** Minimum length of a reference that can be composed of several groups. A shorter match is probably a coincidence. */
const MIN_COMPOSED = 8;
const CHECKED: ReadonlySet<ClaimKind> = new Set(['creditor_reference', 'ksef_number']);
/** Order of proofs of the payer. */
const PAYER_PROOFS = ['virtual_account', 'payer_account', 'learnt_payer', 'payer_name'] as const;

export function isChecked(kind: ClaimKind): boolean {
  return CHECKED.has(kind);
}

type EvidenceLine = Pick<StatementLine, 'remittance' | 'endToEndId' | 'counterparty' | 'amount' | 'currency'>;

export function evidenceOf(line: EvidenceLine, index: ItemIndex): Evidence {
  const texts = [...line.remittance.references, line.remittance.text, line.endToEndId ?? ''];
  const named = new Map<IndexedItem, NamedItem>();
  const unknown = new Set<string>();
  let [isAmbiguous, isBroken] = [false, false];
  texts.forEach((text, position) => {
    if (text === '') return;
    const tokens = tokensOf(text);
    const found = claimsIn(tokens, index);
    for (const { claim, piece } of found) {
      const candidates = claim.items.filter(({ item }) => item.currency === line.currency);
      // If all items with the reference are in other currencies, the reference is only a hint.
      const items = candidates.length > 0 ? candidates : claim.items;
      if (items.length > 1) isAmbiguous = true;
      for (const item of items) strengthen(named, { item, kind: claim.kind, key: piece.key });
    }
    // An end-to-end reference can contain any text, so unknown documents are searched only in the other texts.
    const isText = position < texts.length - 1;
    if (isText) {
      const rest = withoutFound(tokens, found, index);
      if (rest.some((token) => /^RF\d{2}/.test(token))) isBroken = true;
      for (const piece of piecesOf(rest)) if (namesDocument(piece, rest)) unknown.add(piece.key);
    }
  });
  return {
    named: [...named.values()],
    isAmbiguous,
    isBroken,
    unknown: [...unknown],
    payers: payersOf(line, index),
  };
}

interface FoundClaim {
  readonly claim: Claim;
  readonly piece: Piece;
}

/** Finds references in tokens. A longer reference excludes the references within it. */
function claimsIn(tokens: readonly string[], index: ItemIndex): FoundClaim[] {
  const found: FoundClaim[] = [];
  let end = 0;
  for (const piece of piecesOf(tokens)) {
    // A lookup costs more than this check, and every reference has a digit.
    if (piece.from < end || piece.key.length < MIN_KEY || !/\d/.test(piece.key)) continue;
    const claim = index.claim(piece.key);
    if (!claim || !canStand(claim.kind, piece)) continue;
    found.push({ claim, piece });
    end = piece.to;
  }
  return found;
}

const MIN_KEY = 3;

/**
 * Returns false for a short number composed of several groups, which is probably a coincidence, such as a date and a
 * quantity.
 */
function canStand(kind: ClaimKind, { key, from, to }: Piece): boolean {
  if (to - from === 1) return true;
  return kind !== 'numeric_reference' && (kind !== 'number_digits' || key.length >= MIN_COMPOSED);
}

function strengthen(named: Map<IndexedItem, NamedItem>, next: NamedItem): void {
  const known = named.get(next.item);
  if (!known || (!isChecked(known.kind) && isChecked(next.kind))) named.set(next.item, next);
}

/** Returns the tokens that belong to no reference and no virtual account. */
function withoutFound(tokens: readonly string[], found: readonly FoundClaim[], index: ItemIndex): string[] {
  const isFound = (at: number): boolean => found.some(({ piece }) => at >= piece.from && at < piece.to);
  return tokens.filter(
    (token, at) => !isFound(at) && index.customersOf('virtual_account', token).length === 0,
  );
}

/**
 * Returns true when a part of the text can be a reference. Years and dates occur in many texts and are not references.
 */
function namesDocument({ key, from, to }: Piece, tokens: readonly string[]): boolean {
  if (!canBeReference(key)) return false;
  return tokens.slice(from, to).some((token) => /\d/.test(token) && !isDate(token));
}

function isDate(token: string): boolean {
  return (
    /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])?(?:0[1-9]|[12]\d|3[01])?$/.test(token) ||
    /^[0-3]\d[01]\d20\d{2}$/.test(token)
  );
}

function payersOf({ counterparty, remittance }: EvidenceLine, index: ItemIndex): Map<string, PayerProof> {
  const payers = new Map<string, PayerProof>();
  const add = (proof: PayerProof, value: string): void => {
    for (const customer of index.customersOf(proof, value))
      if (!payers.has(customer)) payers.set(customer, proof);
  };
  for (const proof of PAYER_PROOFS) {
    if (proof === 'virtual_account')
      for (const reference of [...remittance.references, ...tokensOf(remittance.text)])
        add(proof, compact(reference));
    else if (proof === 'payer_name') {
      // A name is not used as proof if an account identifies the payer.
      if (payers.size === 0 && counterparty.name !== null) add(proof, counterparty.name);
    } else if (counterparty.account !== null) add(proof, compact(counterparty.account));
    if (payers.size > 0) break;
  }
  return payers;
}
