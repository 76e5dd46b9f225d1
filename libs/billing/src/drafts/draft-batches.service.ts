import { Injectable } from '@nestjs/common';
import { type ContractView, getContracts } from '#contracts';
import { lockDocuments, lockWithGroupMembers, loadLatestCutoffs } from '#invoicing';
import { type ContractMonth, contractMonth, UsageService } from '#metering';
import { DomainError, groupBy, type Transaction } from '#platform';
import { Corrections } from '../corrections/corrections.service.js';
import { type ComposedMonth, composeMonth, taxMonths } from './draft-calculation.js';
import { DraftInputs, type MonthToDraft } from './draft-input.service.js';
import { type CarryingMonth, type DraftOutcome, issuedOutcome, writeMonths } from './draft-writer.store.js';
import { lockIssuedPastEnd } from './issued-past-end.queries.js';
import { PeerPrices } from './peer-prices.queries.js';

/** The draft of each contract, or the error that prevented it, by contract id. */
export type DraftOutcomes = ReadonlyMap<string, DraftOutcome | DomainError>;

/** Drafts a month for many contracts in batches. A draft that a user requests is a batch of one contract. */
@Injectable()
export class DraftBatches {
  constructor(
    private readonly usages: UsageService,
    private readonly inputs: DraftInputs,
    private readonly corrections: Corrections,
  ) {}

  /**
   * Drafts a month of contracts. If the existing document of a contract was drafted with a later cutoff than the
   * requested one, the later cutoff applies: a resumed run must not drop usage that later runs billed.
   * @param cutoff cutoff of a billing run; readings received at this instant or later are ignored
   * @param peers cached prices of other contracts
   * @returns for each contract its draft, the document already issued for the month, or the error of `draft`
   */
  async draftAll(
    tx: Transaction,
    contractIds: readonly string[],
    monthName: string,
    cutoff = tx.now,
    peers = new PeerPrices(),
  ): Promise<DraftOutcomes> {
    // The lock prevents concurrent drafts of a contract from overwriting each other's lines, and drafts with outdated
    // terms from being saved after an edit.
    await lockWithGroupMembers(tx, contractIds);
    const cutoffs = await loadLatestCutoffs(tx, contractIds);
    const outcomes = new Map<string, DraftOutcome | DomainError>();
    const byCutoff = groupBy(contractIds, (id) => laterCutoff(cutoff, cutoffs.get(id), tx.now).getTime());
    for (const [time, ids] of byCutoff)
      for (const [id, outcome] of await this.draftBatch(tx, ids, monthName, new Date(time), peers))
        outcomes.set(id, outcome);
    return outcomes;
  }

  /**
   * Loads the inputs of all contracts together, calculates them one by one, then writes and audits the drafts
   * together. A contract that can't be drafted does not block the others.
   */
  private async draftBatch(
    tx: Transaction,
    contractIds: readonly string[],
    monthName: string,
    cutoff: Date,
    peers: PeerPrices,
  ): Promise<DraftOutcomes> {
    const outcomes = new Map<string, DraftOutcome | DomainError>();
    /** Runs a step on each item and records a DomainError as the contract's outcome. */
    const each = <Item extends { readonly contract: Pick<ContractView, 'id'> }, Result>(
      items: readonly Item[],
      step: (item: Item) => Result,
    ): Result[] =>
      items.flatMap((item) => {
        try {
          return [step(item)];
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          outcomes.set(item.contract.id, error);
          return [];
        }
      });

    const contracts = await getContracts(tx, contractIds, cutoff);
    for (const id of contractIds)
      if (!contracts.has(id)) outcomes.set(id, new DomainError('contracts.contract_not_found'));
    const begun = each(
      [...contracts.values()].map((contract) => ({ contract })),
      ({ contract }) => this.monthToDraft(contract, monthName, tx.now),
    );
    const months = await this.withUsages(tx, begun, cutoff);
    const inputs = await this.inputs.gatherAll(tx, months, { isStored: true, knownBefore: cutoff });
    const composed = each(
      months.map((month, index) => ({ ...month, input: inputs[index]! })),
      composeMonth,
    );
    const carrying = await this.addCorrections(tx, composed);
    const written = await writeMonths(tx, monthName, await taxMonths(tx, carrying), cutoff, peers);
    for (const [contractId, outcome] of written) outcomes.set(contractId, outcome);
    const missed = [...contracts.values()].filter(({ id }) => isNotInForce(outcomes.get(id)));
    const past = missed.map((contract) => ({ contract, month: contractMonth(monthName, contract) }));
    for (const { found, ...month } of await lockIssuedPastEnd(tx, past))
      outcomes.set(
        month.contract.id,
        issuedOutcome({ ...month, found, usages: [], hash: NOTHING_DUE }, cutoff),
      );
    return outcomes;
  }

  /** Locks and adds the existing documents of the months, and adds the corrections that the drafts include. */
  private async addCorrections(tx: Transaction, months: readonly ComposedMonth[]): Promise<CarryingMonth[]> {
    const documents = await lockDocuments(
      tx,
      months.map(({ contract, input }) => ({ contractId: contract.id, periodFrom: input.month.from.date })),
    );
    const carried = await this.corrections.carryAll(
      tx,
      months.map(({ contract, input, draft }) => ({
        contract,
        draft,
        periodFrom: input.month.from.date,
        found: documents.get(contract.id),
      })),
    );
    return months.map((month, index) => ({
      ...month,
      ...carried[index]!,
      found: documents.get(month.contract.id),
    }));
  }

  /** Returns the month of a contract to draft. @throws DomainError if the month can't be drafted */
  private monthToDraft(
    contract: ContractView,
    name: string,
    now: Date,
  ): { readonly contract: ContractView; readonly month: ContractMonth } {
    const month = contractMonth(name, contract);
    if (contract.state === 'draft')
      throw new DomainError('billing.contract_not_active', { contract: contract.number });
    if (month.from > now.getTime()) throw new DomainError('billing.month_not_begun', { month: name });
    this.inputs.billedMonth(contract, month);
    return { contract, month };
  }

  /** Adds the usage of each meter, including meters without a price, because screens show their usage too. */
  private async withUsages(
    tx: Transaction,
    months: readonly Pick<MonthToDraft, 'contract' | 'month'>[],
    cutoff: Date,
  ): Promise<MonthToDraft[]> {
    const usageRequests = months.flatMap(({ contract, month }) => {
      const withDays = this.inputs.isCut(contract, month);
      return contract.meters.map((meter) => ({ contract, meter, month, withDays }));
    });
    const resolvedUsages = await this.usages.updateWithin(tx, usageRequests, cutoff);
    let next = 0;
    return months.map(({ contract, month }) => ({
      contract,
      month,
      usages: contract.meters.map((meter) => ({ meter, ...resolvedUsages[next++]! })),
    }));
  }
}

/** Hash for a month after the contract's end, which has no draft. It differs from the hash of every draft. */
const NOTHING_DUE = '';

const isNotInForce = (outcome: DraftOutcome | DomainError | undefined): boolean =>
  outcome instanceof DomainError && outcome.code === 'billing.contract_not_in_force';

/** Returns the later cutoff, but never a cutoff in the future, even if the clock was set back. */
function laterCutoff(requestedCutoff: Date, latest: Date | undefined, now: Date): Date {
  if (latest === undefined || latest <= requestedCutoff) return requestedCutoff;
  return latest < now ? latest : now;
}
