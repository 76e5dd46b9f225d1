import type { StatementLine } from '../statements/statement.js';
import { type Evidence, isChecked, type NamedItem } from './evidence.js';
import { type AmountFit, fitOne, fitSeveral, type PaidAmount } from './explain-amount.js';
import { compareItems, type IndexedItem } from './indexed-item.js';
import type { ItemIndex } from './item-index.js';
import type { DoubtReason, MatchReason, Proposal } from './proposal.js';
import { areConfusable, similarity } from './similarity.js';
import { subsetsWithSum } from './subset-sums.js';
import { fromUnits } from './units.js';

/**
 * Maximum number of items with the same amount that are compared with a number. If there are more, the number alone is
 * not sufficient proof.
 */
const MAX_RIVALS = 1_000;
/** Minimum similarity at which an unknown reference counts as a misspelling of the item's reference. */
const SIMILAR = 0.5;

/** A match that needs no person, or the reason why there is none. */
export type CertainMatch =
  | { readonly proposal: Proposal; readonly tier: 'reference' | 'payer' }
  | { readonly proposal: null; readonly doubt: DoubtReason };

/**
 * Finds the conclusive match of a line, by strength of proof: intact references, then the exact amount from a known
 * account. If a mistyped reference could also mean another item, a person decides.
 */
export function certainMatch(
  line: Pick<StatementLine, 'currency'>,
  evidence: Evidence,
  amount: PaidAmount,
  index: ItemIndex,
): CertainMatch {
  const { named } = evidence;
  if (evidence.isAmbiguous) return doubt('same_claim');
  if (named.length === 0) return byPayer(line, evidence, amount, index);
  if (named.some(({ item }) => item.item.currency !== line.currency)) return doubt('no_evidence');
  const [first] = named;
  if (first && named.length === 1) return byReference(first, evidence, amount, index);
  return bySeveral(named, evidence, amount, index);
}

const doubt = (reason: DoubtReason): CertainMatch => ({ proposal: null, doubt: reason });

function byReference(
  named: NamedItem,
  evidence: Evidence,
  amount: PaidAmount,
  index: ItemIndex,
): CertainMatch {
  const { item, kind } = named;
  const fit = fitOne(item, amount);
  const isPayer = evidence.payers.has(item.item.customerId);
  const isOtherPayer = evidence.payers.size > 0 && !isPayer;
  if (isChecked(kind)) {
    // A third party can pay the exact amount. A different amount from another customer needs a decision by a person.
    if (fit.isExact || (fit.reason === 'part_payment' && !isOtherPayer))
      return certain(item, [kind], fit, evidence, amount);
    const isClear = fit.reason === 'overpayment' && isPayer && !paysMore(item, amount, index);
    return isClear ? certain(item, [kind], fit, evidence, amount) : doubt('no_evidence');
  }
  if (!fit.isExact || isOtherPayer || evidence.isBroken) return doubt('no_evidence');
  if (hasRival(named, evidence, amount, index)) return doubt('confusable_number');
  return certain(item, [kind], fit, evidence, amount);
}

/**
 * Returns true when a number that differs by one typing error belongs to an item with the same amount. If the payer is
 * known, only the payer's items count.
 */
function hasRival(
  { item, key }: NamedItem,
  { payers }: Evidence,
  amount: PaidAmount,
  index: ItemIndex,
): boolean {
  const isRival = (rival: IndexedItem): boolean =>
    rival !== item &&
    (rival.keys.some((other) => areConfusable(key, other)) || areConfusable(key, rival.digits ?? key));
  if (payers.has(item.item.customerId))
    return [...payers.keys()].some((customer) =>
      index.ofCustomer(customer).some((rival) => isRival(rival) && fitOne(rival, amount).isExact),
    );
  const rivals = index.withAmount(amount.currency, amount.paid);
  return rivals.length > MAX_RIVALS || rivals.some(isRival);
}

/** Returns true when the surplus equals the open amount of other items of the customer. */
function paysMore(item: IndexedItem, { paid, currency }: PaidAmount, index: ItemIndex): boolean {
  const others = index
    .ofCustomer(item.item.customerId)
    .filter((other) => other !== item && other.item.currency === currency);
  const surplus = paid - item.open;
  return (
    others.some(({ open }) => open === surplus) ||
    subsetsWithSum(
      others.map((one) => ({ amount: one.open })),
      surplus,
      { limit: 1, maxSize: 3 },
    ).length > 0
  );
}

function bySeveral(
  named: readonly NamedItem[],
  evidence: Evidence,
  amount: PaidAmount,
  index: ItemIndex,
): CertainMatch {
  const customers = new Set(named.map(({ item }) => item.item.customerId));
  const [customer] = customers;
  const first = named[0]?.item;
  if (customers.size !== 1 || customer === undefined || !first) return doubt('no_evidence');
  if (evidence.payers.size > 0 && !evidence.payers.has(customer)) return doubt('no_evidence');
  const fit = fitSeveral(named.map(({ item }) => item).sort(compareItems), amount);
  const areChecked = named.every(({ kind }) => isChecked(kind));
  if (!fit?.isExact || (evidence.isBroken && !areChecked)) return doubt('no_evidence');
  // If one of several numbers is mistyped, it must not settle another item with the same amount.
  const rivals = named.filter(({ kind }) => !isChecked(kind));
  if (rivals.some((one) => hasRival(one, evidence, { ...amount, paid: one.item.open }, index)))
    return doubt('confusable_number');
  const reasons = [...new Set(named.map(({ kind }) => kind))];
  return certain(first, reasons, fit, evidence, amount);
}

function byPayer(
  { currency }: Pick<StatementLine, 'currency'>,
  evidence: Evidence,
  amount: PaidAmount,
  index: ItemIndex,
): CertainMatch {
  const [payer] = evidence.payers;
  if (evidence.payers.size !== 1 || !payer || hasOnlyName(evidence) || evidence.isBroken)
    return doubt('no_evidence');
  const [customer] = payer;
  const items = index.ofCustomer(customer).filter(({ item }) => item.currency === currency);
  const fits = items.map((item) => ({ item, fit: fitOne(item, amount) })).filter(({ fit }) => fit.isExact);
  const [only] = fits;
  if (!only) return doubt('no_evidence');
  if (fits.length > 1) return doubt('same_claim');
  // The payment can also be for several other items, or for a document in the text.
  if (
    subsetsWithSum(
      items.map(({ open }) => ({ amount: open })),
      amount.paid,
      { limit: 1, maxSize: 3 },
    ).length > 0
  )
    return doubt('same_claim');
  const isExplained = (piece: string): boolean =>
    only.item.keys.some((key) => similarity(piece, key) >= SIMILAR);
  const pieces = evidence.unknown;
  const isOther = pieces.some(
    (piece) => !isExplained(piece) && !pieces.some((whole) => whole.includes(piece) && isExplained(whole)),
  );
  if (isOther) return doubt('no_evidence');
  return certain(only.item, [], only.fit, evidence, amount, 'payer');
}

function hasOnlyName({ payers }: Evidence): boolean {
  return [...payers.values()].every((proof) => proof === 'payer_name');
}

function certain(
  { item }: IndexedItem,
  references: readonly MatchReason[],
  fit: AmountFit,
  { payers }: Evidence,
  { currency }: PaidAmount,
  tier: 'reference' | 'payer' = 'reference',
): CertainMatch {
  const proof = payers.get(item.customerId);
  const proposal: Proposal = {
    customerId: item.customerId,
    allocations: fit.allocations,
    unapplied: fromUnits(fit.unapplied, currency),
    reasons: [...references, ...(proof ? [proof] : []), fit.reason],
    score: 100,
  };
  return { proposal, tier };
}
