import type { StatementLine } from '../statements/statement.js';
import { certainMatch } from './certain-match.js';
import { evidenceOf } from './evidence.js';
import type { PaidAmount } from './explain-amount.js';
import { ItemIndex } from './item-index.js';
import type { LearntPayer, OpenItem } from './open-item.js';
import type { LineMatch, Proposal } from './proposal.js';
import { suggest } from './suggestions.js';
import { toUnits } from './units.js';

export interface MatchOptions {
  readonly payers?: readonly LearntPayer[] | undefined;
  /**
   * Largest shortfall that can be a bank fee, by currency, in major units; for other currencies, one percent of the
   * open amount.
   */
  readonly maxFees?: Readonly<Record<string, string>> | undefined;
}

/** A line that can be matched. */
export type MatchableLine = Pick<
  StatementLine,
  | 'identity'
  | 'amount'
  | 'currency'
  | 'bookingDate'
  | 'valueDate'
  | 'remittance'
  | 'endToEndId'
  | 'counterparty'
  | 'charges'
  | 'original'
  | 'isReversal'
>;

const DEFAULT_FEES: Readonly<Record<string, string>> = {
  EUR: '50',
  USD: '60',
  PLN: '200',
  CNY: '400',
  MXN: '1000',
  IDR: '1000000',
};

/**
 * Matches lines with open items. The index of items is built once, because building it takes longer than matching
 * lines.
 */
export class LineMatcher {
  readonly #index: ItemIndex;
  readonly #maxFees: ReadonlyMap<string, bigint>;

  constructor(items: readonly OpenItem[], { payers = [], maxFees = {} }: MatchOptions = {}) {
    this.#index = new ItemIndex(items, payers);
    this.#maxFees = new Map(
      Object.entries({ ...DEFAULT_FEES, ...maxFees }).map(([key, fee]) => [key, toUnits(fee)]),
    );
  }

  /**
   * Matches lines: each has a conclusive match or ranked suggestions. The order of lines and items doesn't matter. If
   * several lines together claim more than the open amount of an item, none of their matches is conclusive.
   */
  match(lines: readonly MatchableLine[]): LineMatch[] {
    const found = lines.map((line) => this.#matchOne(line));
    const claimed = this.#claimedTwice(found);
    return found.map(({ line, match, suggestions }) => {
      if (match.proposal === null)
        return { line: line.identity, certain: null, suggestions, doubt: match.doubt };
      if (!claimed.has(match.proposal))
        return { line: line.identity, certain: match.proposal, suggestions: [], doubt: null };
      return { line: line.identity, certain: null, suggestions: [match.proposal], doubt: 'claimed_twice' };
    });
  }

  #matchOne(line: MatchableLine): FoundMatch {
    const paid = toUnits(line.amount);
    // Outgoing payments don't settle receivables. Reversals are handled with the payment that they reverse.
    if (paid <= 0n || line.isReversal)
      return { line, match: { proposal: null, doubt: 'outgoing' }, suggestions: [] };
    const amount: PaidAmount = {
      paid,
      currency: line.currency,
      date: line.valueDate ?? line.bookingDate,
      charges: line.charges === null ? 0n : toUnits(line.charges),
      maxFee: (open, currency) => this.#maxFees.get(currency) ?? open / 100n,
    };
    const evidence = evidenceOf(line, this.#index);
    const match = certainMatch(line, evidence, amount, this.#index);
    // A line with a conclusive match needs no suggestions.
    const suggestions = match.proposal === null ? suggest(line, evidence, amount, this.#index) : [];
    return { line, match, suggestions };
  }

  /**
   * Returns the conclusive matches that together exceed the open amount of an item. Matches by reference are checked
   * before matches by payer.
   */
  #claimedTwice(found: readonly FoundMatch[]): Set<Proposal> {
    const rejected = new Set<Proposal>();
    const taken = new Map<string, bigint>();
    for (const tier of ['reference', 'payer'] as const) {
      const proposals = found.flatMap(({ match }) =>
        match.proposal && match.tier === tier ? [match.proposal] : [],
      );
      const claims = new Map<string, bigint>();
      for (const { allocations } of proposals)
        for (const one of allocations)
          claims.set(one.itemId, (claims.get(one.itemId) ?? 0n) + settledBy(one));
      for (const proposal of proposals) {
        const exceeds = proposal.allocations.some(
          ({ itemId }) =>
            (claims.get(itemId) ?? 0n) + (taken.get(itemId) ?? 0n) >
            this.#openOf(proposal.customerId, itemId),
        );
        if (exceeds) rejected.add(proposal);
      }
      // Rejected claims are included, because a weaker proof must not decide between them.
      for (const [itemId, claim] of claims) taken.set(itemId, (taken.get(itemId) ?? 0n) + claim);
    }
    return rejected;
  }

  /** Returns the open amount of an item. A customer has few items, so no map of all items is needed. */
  #openOf(customerId: string, itemId: string): bigint {
    return this.#index.ofCustomer(customerId).find(({ item }) => item.id === itemId)?.open ?? 0n;
  }
}

interface FoundMatch {
  readonly line: MatchableLine;
  readonly match: ReturnType<typeof certainMatch>;
  readonly suggestions: Proposal[];
}

function settledBy({ amount, discount, withheld, fee }: Proposal['allocations'][number]): bigint {
  return [amount, discount, withheld, fee].reduce(
    (sum, part) => sum + (part === null ? 0n : toUnits(part)),
    0n,
  );
}
