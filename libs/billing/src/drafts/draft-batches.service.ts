import { Injectable } from '@nestjs/common';
import { type ContractView, getContracts } from '#contracts';
import { holdDocuments, holdWithCompanions, latestMarks } from '#invoicing';
import { type ContractMonth, contractMonth, UsageService } from '#metering';
import { DomainError, groupBy, type Transaction } from '#platform';
import { Corrections } from '../corrections/corrections.service.js';
import { type ComposedMonth, composeMonth, taxMonths } from './draft-calculation.js';
import { DraftInputs, type MonthToDraft } from './draft-input.service.js';
import { type CarryingMonth, type DraftOutcome, issuedOutcome, writeMonths } from './draft-writer.store.js';
import { issuedPastEnd } from './issued-past-end.queries.js';
import { PeerPrices } from './peer-prices.queries.js';

/** By contract: its draft, or why there is none. */
export type DraftOutcomes = ReadonlyMap<string, DraftOutcome | DomainError>;

/** Drafts a month of contracts in sets: a draft on request is a set of one. */
@Injectable()
export class DraftBatches {
  constructor(
    private readonly usages: UsageService,
    private readonly inputs: DraftInputs,
    private readonly corrections: Corrections,
  ) {}

  /**
   * Drafts a month of contracts, each by the latest mark that a document of it was made by, where that is later than the one asked
   * for: a run that is taken up again must not forget what later ones billed.
   * @param knownBefore the mark of a billing run: readings received at it or later are not looked at
   * @param peers what is known of other contracts' prices already
   * @returns of every contract its draft, or what was issued for the month and stays as it is, or why it has neither: as `draft`
   */
  async draftAll(
    tx: Transaction,
    contractIds: readonly string[],
    monthName: string,
    knownBefore = tx.now,
    peers = new PeerPrices(),
  ): Promise<DraftOutcomes> {
    // Two drafts of a contract at once would write over each other's lines, and one made of what it said before an edit would come after it.
    await holdWithCompanions(tx, contractIds);
    const marks = await latestMarks(tx, contractIds);
    const outcomes = new Map<string, DraftOutcome | DomainError>();
    const byMark = groupBy(contractIds, (id) => markOf(knownBefore, marks.get(id), tx.now).getTime());
    for (const [mark, ids] of byMark)
      for (const [id, outcome] of await this.draftBy(tx, ids, monthName, new Date(mark), peers))
        outcomes.set(id, outcome);
    return outcomes;
  }

  /**
   * Loads what all of them are made of, decides one by one, and writes and audits the drafts together. What one of them lacks keeps
   * none of the others.
   */
  private async draftBy(
    tx: Transaction,
    contractIds: readonly string[],
    monthName: string,
    knownBefore: Date,
    peers: PeerPrices,
  ): Promise<DraftOutcomes> {
    const outcomes = new Map<string, DraftOutcome | DomainError>();
    /** Goes on with those of which a step can be done. */
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

    const contracts = await getContracts(tx, contractIds, knownBefore);
    for (const id of contractIds)
      if (!contracts.has(id)) outcomes.set(id, new DomainError('contracts.contract_not_found'));
    const begun = each(
      [...contracts.values()].map((contract) => ({ contract })),
      ({ contract }) => this.monthOf(contract, monthName, tx.now),
    );
    const months = await this.withUsages(tx, begun, knownBefore);
    const inputs = await this.inputs.gatherAll(tx, months, { isStored: true, knownBefore });
    const composed = each(
      months.map((month, index) => ({ ...month, input: inputs[index]! })),
      composeMonth,
    );
    const carrying = await this.carry(tx, composed);
    const written = await writeMonths(tx, monthName, await taxMonths(tx, carrying), knownBefore, peers);
    for (const [contractId, outcome] of written) outcomes.set(contractId, outcome);
    const missed = [...contracts.values()].filter(({ id }) => isNotInForce(outcomes.get(id)));
    const past = missed.map((contract) => ({ contract, month: contractMonth(monthName, contract) }));
    for (const { found, ...month } of await issuedPastEnd(tx, past))
      outcomes.set(
        month.contract.id,
        issuedOutcome({ ...month, found, usages: [], hash: NOTHING_DUE }, knownBefore),
      );
    return outcomes;
  }

  /** With what is there for the months already, held, and the corrections that they carry. */
  private async carry(tx: Transaction, months: readonly ComposedMonth[]): Promise<CarryingMonth[]> {
    const documents = await holdDocuments(
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

  /** @throws DomainError what keeps the month from being drafted */
  private monthOf(
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

  /** With what each meter of the contracts used; also of meters without a price, which people look at too. */
  private async withUsages(
    tx: Transaction,
    months: readonly Pick<MonthToDraft, 'contract' | 'month'>[],
    knownBefore: Date,
  ): Promise<MonthToDraft[]> {
    const wanted = months.flatMap(({ contract, month }) => {
      const withDays = this.inputs.isCut(contract, month);
      return contract.meters.map((meter) => ({ contract, meter, month, withDays }));
    });
    const settled = await this.usages.settleWithin(tx, wanted, knownBefore);
    let next = 0;
    return months.map(({ contract, month }) => ({
      contract,
      month,
      usages: contract.meters.map((meter) => ({ meter, ...settled[next++]! })),
    }));
  }
}

/** No draft has it: of a month past the contract's end there is nothing to draft. */
const NOTHING_DUE = '';

const isNotInForce = (outcome: DraftOutcome | DomainError | undefined): boolean =>
  outcome instanceof DomainError && outcome.code === 'billing.contract_not_in_force';

/** A clock that was set back makes no mark of the time to come. */
function markOf(asked: Date, latest: Date | undefined, now: Date): Date {
  if (latest === undefined || latest <= asked) return asked;
  return latest < now ? latest : now;
}
