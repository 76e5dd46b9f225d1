import type { StatementLine } from '../statements/statement.js';
import type { Evidence } from './evidence.js';
import { type AmountFit, fitForeign, fitOne, fitSeveral, type PaidAmount } from './explain-amount.js';
import { type ClaimKind, compareItems, type IndexedItem } from './indexed-item.js';
import type { ItemIndex, PayerProof } from './item-index.js';
import type { MatchReason, Proposal } from './proposal.js';
import { findSimilar, similarityOf } from './similar-references.js';
import { subsetsWithSum } from './subset-sums.js';
import { fromUnits } from './units.js';

const MAX_SUGGESTIONS = 5;
/**
 * Maximum number of items with the same amount, followed by the maximum number of the payer's items, that are rated.
 */
const MAX_SAME_AMOUNT = 100;
const MAX_OF_PAYER = 300;
/** Maximum number of items among which sets are searched. */
const MAX_SUMMANDS = 60;
/** Minimum similarity at which the text names an item, so that no similar references are searched. */
const SIMILAR = 0.6;
/** Minimum weight of the amount at which a single named item explains the line, so that no sets are searched. */
const CLEAR = 0.6;
/** Factor for sets that skip items, because payers usually pay all items up to a due date. */
const WITH_GAPS = 0.9;

const REFERENCE_WEIGHT: Readonly<Record<ClaimKind, number>> = {
  creditor_reference: 1,
  ksef_number: 1,
  document_number: 0.95,
  numeric_reference: 0.9,
  number_digits: 0.85,
};
const PAYER_WEIGHT: Readonly<Record<PayerProof, number>> = {
  virtual_account: 1,
  payer_account: 1,
  learnt_payer: 0.9,
  payer_name: 0.5,
};
/** Weight of each proof in the score. A reference has twice the weight of the amount or the payer. */
const WEIGHTS = { reference: 4, amount: 2, payer: 2, otherPayer: -1.5 };

interface Candidate {
  readonly item: IndexedItem;
  readonly reference: number;
  readonly reason: MatchReason | null;
}

type SuggestedLine = Pick<StatementLine, 'currency' | 'original'>;

/** Returns the best ways to allocate a line that has no conclusive match. */
export function suggest(
  line: SuggestedLine,
  evidence: Evidence,
  amount: PaidAmount,
  index: ItemIndex,
): Proposal[] {
  const candidates = candidatesOf(evidence, amount, index);
  const proposals = [
    ...likely(candidates, amount).map((candidate) => proposeOne(candidate, line, evidence, amount)),
    ...proposeSeveral(candidates, evidence, amount, index),
    ...proposeAdvance(evidence, amount, index),
  ];
  return distinct(proposals.sort(byScore)).slice(0, MAX_SUGGESTIONS);
}

/** Leaves out most of the payer's items that neither the text nor the amount suggests. */
function likely(candidates: readonly Candidate[], { paid, currency, maxFee }: PaidAmount): Candidate[] {
  let unlikely = 0;
  return candidates.filter(({ item: { open, discounted, afterWithholding }, reason }) => {
    const isClose = paid <= open && open - paid <= maxFee(open, currency);
    if (reason !== null || isClose || discounted === paid || afterWithholding.includes(paid)) return true;
    return ++unlikely <= MAX_SUGGESTIONS;
  });
}

function candidatesOf(evidence: Evidence, amount: PaidAmount, index: ItemIndex): Candidate[] {
  const candidates = new Map<IndexedItem, Candidate>();
  for (const { item, kind } of evidence.named)
    candidates.set(item, { item, reference: REFERENCE_WEIGHT[kind], reason: kind });
  const rate = (item: IndexedItem): void => {
    if (candidates.has(item)) return;
    const reference = similarityOf(item, evidence.unknown);
    candidates.set(item, { item, reference, reason: reference >= 0.4 ? 'similar_reference' : null });
  };
  for (const customer of evidence.payers.keys())
    for (const item of index.ofCustomer(customer).slice(0, MAX_OF_PAYER)) rate(item);
  // An amount that many items have is not evidence.
  const sameAmount = index.withAmount(amount.currency, amount.paid);
  if (sameAmount.length <= MAX_SAME_AMOUNT) sameAmount.forEach(rate);
  const best = Math.max(0, ...[...candidates.values()].map(({ reference }) => reference));
  if (best < SIMILAR && evidence.unknown.length > 0)
    for (const item of findSimilar(evidence.unknown, index)) rate(item);
  return [...candidates.values()];
}

function proposeOne(
  { item, reference, reason }: Candidate,
  { currency, original }: SuggestedLine,
  evidence: Evidence,
  amount: PaidAmount,
): Proposal {
  const fit = item.item.currency === currency ? fitOne(item, amount) : fitForeign(item, original);
  return propose(item, fit, { reference, reasons: reason ? [reason] : [] }, evidence, amount);
}

function proposeSeveral(
  candidates: readonly Candidate[],
  evidence: Evidence,
  amount: PaidAmount,
  index: ItemIndex,
): Proposal[] {
  const mentioned = candidates.filter(
    ({ reference, item }) => reference >= SIMILAR && item.item.currency === amount.currency,
  );
  const [only] = mentioned;
  if (only && mentioned.length === 1 && fitOne(only.item, amount).weight >= CLEAR) return [];
  const customers = new Set([
    ...evidence.payers.keys(),
    ...mentioned.map(({ item }) => item.item.customerId),
  ]);
  return [...customers].flatMap((customer) => {
    const own = mentioned.filter(({ item }) => item.item.customerId === customer);
    const all = index.ofCustomer(customer).filter(({ item }) => item.currency === amount.currency);
    return setsOf(own, all, amount).map((set) => {
      const referenced = own.filter(({ item }) =>
        set.fit.allocations.some(({ itemId }) => itemId === item.item.id),
      );
      const reference = referenceOfSet(own, referenced, set.size);
      const reasons = [...new Set(referenced.map(({ reason }) => reason))].filter(
        (reason) => reason !== null,
      );
      return propose(set.first, set.fit, { reference, reasons }, evidence, amount);
    });
  });
}

/**
 * Rates the references of a set. The set must contain all items that the text names; each other item lowers the rating.
 */
function referenceOfSet(
  mentioned: readonly Candidate[],
  members: readonly Candidate[],
  size: number,
): number {
  const others = (size - members.length) * 0.03;
  if (mentioned.length === 0) return -others;
  if (members.length < mentioned.length) return 0;
  return members.reduce((sum, { reference }) => sum + reference, 0) / members.length - others;
}

interface ItemSet {
  readonly first: IndexedItem;
  readonly size: number;
  readonly fit: AmountFit;
}

/**
 * Returns sets of a customer's items that explain the amount: items that the text names, and items with the exact sum.
 */
function setsOf(
  mentioned: readonly Candidate[],
  items: readonly IndexedItem[],
  amount: PaidAmount,
): ItemSet[] {
  const sets: ItemSet[] = [];
  const add = (set: readonly IndexedItem[], factor = 1): void => {
    const [first] = set;
    const fit = set.length > 1 ? fitSeveral(set, amount) : null;
    if (first && fit) sets.push({ first, size: set.length, fit: { ...fit, weight: fit.weight * factor } });
  };
  const named = mentioned.map(({ item }) => item).sort(compareItems);
  add(named);
  const rest = amount.paid - named.reduce((sum, { open }) => sum + open, 0n);
  const others = items.filter((item) => !named.includes(item)).slice(0, MAX_SUMMANDS);
  if (named.length > 0 && rest > 0n) {
    for (const other of others.filter(({ open }) => open === rest)) add([...named, other]);
    for (const set of subsetsWithSum(others.map(asSummand), rest, { limit: 2 }))
      add([...named, ...set.map(({ item }) => item)]);
  }
  const first = items.slice(0, MAX_SUMMANDS);
  for (const set of subsetsWithSum(first.map(asSummand), amount.paid, { limit: 3 })) {
    const members = set.map(({ item }) => item);
    const positions = members.map((one) => first.indexOf(one));
    const hasGaps = Math.max(...positions) - Math.min(...positions) >= members.length;
    add(members, hasGaps ? WITH_GAPS : 1);
  }
  return sets;
}

const asSummand = (item: IndexedItem): { amount: bigint; item: IndexedItem } => ({ amount: item.open, item });

/**
 * Proposes that a known payer's money stays on the customer's account. The score is higher if the amount exceeds the
 * sum of the customer's items.
 */
function proposeAdvance({ payers }: Evidence, amount: PaidAmount, index: ItemIndex): Proposal[] {
  return [...payers].map(([customerId, proof]) => {
    const items = index.ofCustomer(customerId).filter(({ item }) => item.currency === amount.currency);
    const exceeds = amount.paid > items.reduce((sum, { open }) => sum + open, 0n);
    return {
      customerId,
      allocations: [],
      unapplied: fromUnits(amount.paid, amount.currency),
      reasons: [proof, 'in_advance' as const],
      score: WEIGHTS.payer * PAYER_WEIGHT[proof] + (exceeds ? 1 : 0.2),
    };
  });
}

function propose(
  { item }: IndexedItem,
  fit: AmountFit,
  { reference, reasons }: { reference: number; reasons: readonly MatchReason[] },
  { payers }: Evidence,
  { currency }: PaidAmount,
): Proposal {
  const proof = payers.get(item.customerId);
  const isOther = proof === undefined && [...payers.values()].some((one) => one !== 'payer_name');
  const payer = proof ? PAYER_WEIGHT[proof] * WEIGHTS.payer : isOther ? WEIGHTS.otherPayer : 0;
  return {
    customerId: item.customerId,
    allocations: fit.allocations,
    unapplied: fromUnits(fit.unapplied, currency),
    reasons: [...reasons, ...(proof ? [proof] : isOther ? ['other_payer' as const] : []), fit.reason],
    score: reference * WEIGHTS.reference + fit.weight * WEIGHTS.amount + payer,
  };
}

/** Best first; equal scores are ordered by their items, so that the order of the input doesn't matter. */
function byScore(a: Proposal, b: Proposal): number {
  return b.score - a.score || (keyOf(a) < keyOf(b) ? -1 : 1);
}

const keyOf = ({ allocations }: Proposal): string =>
  allocations
    .map(({ itemId }) => itemId)
    .sort()
    .join(' ');

function distinct(proposals: readonly Proposal[]): Proposal[] {
  const seen = new Set<string>();
  return proposals.filter((proposal) => {
    const key = keyOf(proposal) || proposal.customerId;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
