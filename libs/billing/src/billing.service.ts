import { Injectable } from '@nestjs/common';
import { billingMonthOf, type ContractView, getContracts } from '#contracts';
import { type ContractMonth, contractMonth, UsageService } from '#metering';
import { AuditTrail } from '#organization';
import { DomainError, fromMinor, groupBy, type Scope, type Transaction, UnitOfWork } from '#platform';
import { getInvoice, type InvoiceView } from './billing.queries.js';
import { type ComposedMonth, composeMonth, periodOf, type TaxedMonth, taxMonths } from './composed-months.js';
import type { IssuedMonth } from './corrected-months.service.js';
import { holdMonths, type MonthsOfContract } from './corrections.queries.js';
import { Corrections, type FoundCorrection } from './corrections.service.js';
import { holdsOfAudit } from './domain/audit/audit-invoice.js';
import { type FoundDocument, holdDocuments, latestMarks, settleDrafts } from './document.store.js';
import { issuedBetween } from './domain/correction/home-month.js';
import { contractYears } from './domain/draft/billed-month.js';
import { countsSince } from './domain/draft/month-cuts.js';
import { areUsable } from './domain/draft/prepaid-balances.js';
import { type HeldStake, heldStake } from './domain/held-stake.js';
import { type HoldReason, isIssued } from './domain/invoice-state.js';
import { holdsOfLines } from './domain/line-holds.js';
import { allCharges, DraftInputs, type MonthToDraft, spansMonths } from './draft-input.service.js';
import { PeerPrices } from './peer-prices.queries.js';
import { auditDrafts } from './self-audit.store.js';
import { carryOn, deleteDraftsAfterEnd, saveDrafts } from './draft.store.js';
import type { Correction } from './entities/correction.entity.js';
import {
  type DocumentKey,
  holdWithCompanions,
  placeMonths,
  settleAlone,
  settleDocuments,
} from './groups/group-documents.store.js';

/** A month's draft, or what was issued for it, the hash of what would be drafted now, and what that is made of. */
export interface DraftOutcome {
  readonly id: string;
  /** What was received at it or later was not looked at. */
  readonly knownBefore: Date;
  readonly issued: IssuedOutcome | null;
  /** What the draft does not bill yet; nothing of what was issued. */
  readonly stake: HeldStake;
}

const NOTHING_HELD: HeldStake = { addedMinor: 0n, unknownLines: 0 };

interface IssuedOutcome extends FoundDocument, MonthToDraft {
  readonly hash: string;
}

/** By contract: its draft, or why there is none. */
export type DraftOutcomes = ReadonlyMap<string, DraftOutcome | DomainError>;

/** A month with what is there for it already, and what it carries for earlier ones. */
interface CarryingMonth extends ComposedMonth {
  readonly found: FoundDocument | undefined;
  readonly carried: readonly Correction[];
}

/** A month with the group on whose document it goes; null for what is billed alone. */
type MonthToWrite = TaxedMonth<CarryingMonth> & { readonly billGroupId: string | null };

/** Makes draft invoices out of contracts and usage. */
@Injectable()
export class BillingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
    private readonly inputs: DraftInputs,
    private readonly corrections: Corrections,
  ) {}

  /**
   * Drafts a contract's month, or drafts it again with what is known now: the same input gives the same draft.
   * @param month `YYYY-MM`, of the contract's zone; the running month is drafted as far as it is known
   * @throws DomainError contracts.contract_not_found, billing.contract_not_active, billing.contract_not_in_force,
   * billing.beyond_last_tier, billing.month_not_begun, billing.period_issued, billing.period_issued_differs,
   * metering.month_invalid
   */
  draft(scope: Scope, contractId: string, month: string): Promise<InvoiceView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const outcome = (await this.draftAll(tx, [contractId], month)).get(contractId)!;
      if (outcome instanceof DomainError) throw outcome;
      const { id, issued } = outcome;
      if (issued) {
        const differs = issued.hash !== issued.contentHash;
        const code = differs ? 'billing.period_issued_differs' : 'billing.period_issued';
        throw new DomainError(code, { month, number: issued.number });
      }
      return getInvoice(tx, id);
    });
  }

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
    const placed = await placeAll(tx, monthName, await taxMonths(tx, carrying));
    const written = await this.write(tx, placed, knownBefore, peers);
    for (const [contractId, outcome] of written) outcomes.set(contractId, outcome);
    await settleDocuments(tx, documentsOf(monthName, placed));
    return outcomes;
  }

  /**
   * Looks whether an issued invoice's month differs from what is known now, and keeps the difference as its correction.
   * @throws DomainError billing.invoice_not_found, billing.not_correctable, and those of `draft`
   */
  correct(scope: Scope, invoiceId: string): Promise<readonly FoundCorrection[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { kind, state, contract, periodFrom } = await getInvoice(tx, invoiceId);
      if (kind !== 'invoice' || !isIssued(state))
        throw new DomainError('billing.not_correctable', { kind, state });
      const outcome = await this.draftOne(tx, contract.id, periodFrom.slice(0, 7), tx.now);
      const found = await this.correctWithin(tx, outcome);
      await AuditTrail.write(tx, {
        action: 'billing.invoice_compared',
        entity: 'invoice',
        entityId: invoiceId,
        after: { corrections: found.filter(({ correction }) => correction !== null).length },
      });
      return found;
    });
  }

  /**
   * Corrects an issued month that differs from what is known now, and with a charge that counts by the contract's year all issued
   * months of that year, with a prepaid balance all of them: one month's usage prices the others. Then drafts that come after are
   * drafted again, with what they carry.
   * @param outcome of `draftAll`, in the same transaction; nothing is found of a draft
   */
  async correctWithin(
    tx: Transaction,
    { issued: first, knownBefore }: DraftOutcome,
  ): Promise<FoundCorrection[]> {
    if (first === null || first.hash === first.contentHash) return [];
    const { contract, month } = first;
    const months = await holdMonths(tx, contract.id, this.inputs.billedMonth(contract, month).from.date);
    const names = monthsPricedWith(contract, month, months);
    const issued: IssuedMonth[] = [];
    for (const name of names) {
      const looked =
        name === month.month ? first : (await this.draftOne(tx, contract.id, name, knownBefore)).issued;
      if (looked) issued.push({ invoiceId: looked.id, month: name, usages: looked.usages });
    }
    const found = await this.corrections.correctWithin(tx, contract, issued, months, knownBefore);
    if (found.some(({ isNew }) => isNew))
      for (const { periodFrom } of months.drafts)
        await this.draftOne(tx, contract.id, billingMonthOf(periodFrom, contract), knownBefore);
    return this.corrections.asTheyAre(tx, found);
  }

  /** @throws DomainError as `draft` */
  private async draftOne(
    tx: Transaction,
    contractId: string,
    month: string,
    knownBefore: Date,
  ): Promise<DraftOutcome> {
    const outcome = (await this.draftAll(tx, [contractId], month, knownBefore)).get(contractId)!;
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
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

  /** Takes back drafts of months that their contract does not reach, because its end was agreed after they were made. */
  withdrawDrafts(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const withdrawn = await deleteDraftsAfterEnd(tx);
      await AuditTrail.write(
        tx,
        ...withdrawn.map(({ id, ...before }) => ({
          action: 'billing.draft_withdrawn',
          entity: 'invoice',
          entityId: id,
          before,
        })),
      );
    });
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

  private async write(
    tx: Transaction,
    months: readonly MonthToWrite[],
    knownBefore: Date,
    peers: PeerPrices,
  ): Promise<Map<string, DraftOutcome>> {
    const outcomes = new Map<string, DraftOutcome>();
    const open: MonthToWrite[] = [];
    for (const taxed of months) {
      const { contract, month, usages, hash, found } = taxed;
      if (found && isIssued(found.state))
        outcomes.set(contract.id, {
          id: found.id,
          knownBefore,
          issued: { ...found, hash, contract, month, usages },
          stake: NOTHING_HELD,
        });
      else open.push(taxed);
    }
    const saved = await saveDrafts(
      tx,
      open.map((month) => ({ ...month, head: headOf(month, knownBefore) })),
    );
    for (const [index, { carried }] of open.entries()) await carryOn(tx, saved[index]!.id, carried);
    const findings = await auditDrafts(
      tx,
      saved.map(({ id }) => id),
      peers,
    );
    const written = open.map((month, index) => {
      const { id, isNew } = saved[index]!;
      const holds = [
        ...month.taxed.holds,
        ...holdsOfLines(month.draft, month.contract.terms),
        ...holdsOfAudit(findings.get(id) ?? []),
      ];
      return { ...month, id, isNew, holds, before: month.found, contentHash: month.hash };
    });
    await settleDrafts(tx, written);
    await settleAlone(
      tx,
      written.flatMap(({ id, before, billGroupId }) =>
        before && before.billGroupId !== billGroupId && billGroupId === null ? [id] : [],
      ),
    );
    await tellOfNew(
      tx,
      written.filter(({ isNew }) => isNew),
    );
    for (const { contract, id, input } of written)
      outcomes.set(contract.id, { id, knownBefore, issued: null, stake: heldStake(input) });
    return outcomes;
  }
}

/** A clock that was set back makes no mark of the time to come. */
function markOf(asked: Date, latest: Date | undefined, now: Date): Date {
  if (latest === undefined || latest <= asked) return asked;
  return latest < now ? latest : now;
}

/** With the groups on whose documents they go. */
async function placeAll(
  tx: Transaction,
  monthName: string,
  months: readonly TaxedMonth<CarryingMonth>[],
): Promise<MonthToWrite[]> {
  const groups = await placeMonths(
    tx,
    monthName,
    months.map(({ contract, terms: { buyerId, paymentDays }, found }) => ({
      contractId: contract.id,
      terms: { ...contract, buyerId, paymentDays },
      found,
    })),
  );
  return months.map((month, index) => ({ ...month, billGroupId: groups[index]! }));
}

/** The groups' documents on which months are, or were. */
function documentsOf(month: string, months: readonly MonthToWrite[]): DocumentKey[] {
  return months
    .flatMap(({ billGroupId, found }) => [billGroupId, found?.billGroupId ?? null])
    .flatMap((groupId) => (groupId === null ? [] : [{ groupId, month }]));
}

function headOf({ contract, input, terms, hash, billGroupId, depositMinor }: MonthToWrite, knownUntil: Date) {
  const { customerId, legalEntityId, currency, zone } = contract;
  const { buyerId, paymentDays, charges, invoiceTerms } = terms;
  return {
    contractId: contract.id,
    customerId,
    legalEntityId,
    buyerId,
    prices: contract.pricesIncludeTax ? ('inclusive' as const) : ('exclusive' as const),
    paymentDays,
    currency,
    zone,
    ...periodOf(input),
    knownUntil,
    contentHash: hash,
    billGroupId,
    pricedBy: charges,
    depositMinor: depositMinor?.toString() ?? null,
    payableIncrement: invoiceTerms?.payableIncrement ?? null,
  };
}

async function tellOfNew(
  tx: Transaction,
  drafts: readonly (MonthToWrite & { readonly id: string; readonly holds: readonly HoldReason[] })[],
): Promise<void> {
  await tx.record(
    ...drafts.map(({ id }) => ({
      name: 'billing.invoice_drafted',
      version: 1,
      payload: { invoiceId: id },
    })),
  );
  await AuditTrail.write(
    tx,
    ...drafts.map(({ id, contract, month, taxed, holds, draft, hash }) => ({
      action: 'billing.invoice_drafted',
      entity: 'invoice',
      entityId: id,
      after: {
        contract: contract.number,
        month: month.month,
        total: fromMinor(taxed.grossMinor, contract.currency),
        currency: contract.currency,
        holds: holds.map(({ code }) => code),
        heldLines: draft.heldLines,
        contentHash: hash,
      },
    })),
  );
}

/**
 * Issued months that are priced with a month: itself, those of its years of the contract where a charge counts by the year, and all
 * where what was paid before goes from one to the next.
 */
function monthsPricedWith(
  contract: ContractView,
  month: ContractMonth,
  { issued }: MonthsOfContract,
): string[] {
  const isYearly = allCharges(contract).some(spansMonths);
  const years = isYearly
    ? contractYears(contract, month.endDay).filter(({ to }) => to.date > month.firstDay)
    : [];
  const counterFrom = years[0]?.from.date ?? month.firstDay;
  const from = countsSince(contract, counterFrom);
  const isOpen = areUsable(contract.prepaid, counterFrom);
  const end = isOpen ? null : (years.at(-1)?.to.date ?? month.endDay);
  return issuedBetween(issued, contract, from, end);
}
