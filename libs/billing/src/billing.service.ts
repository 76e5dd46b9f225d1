import { Injectable } from '@nestjs/common';
import { getContract, isRated, type ContractView } from '#contracts';
import { contractMonth, UsageService, type ContractMonth, type DerivedUsage } from '#metering';
import { AuditTrail } from '#organization';
import { DomainError, fromMinor, type Scope, type Transaction, UnitOfWork } from '#platform';
import { getInvoice, kitsSent, type InvoiceView } from './billing.queries.js';
import { billedShare } from './domain/billed-share.js';
import { composeDraft } from './domain/compose-draft.js';
import { contentHash } from './domain/content-hash.js';
import { deleteDraftsAfterEnd, saveDraft } from './draft.store.js';
import { usagesToBill } from './usages-to-bill.js';

/** Makes draft invoices out of contracts and usage. */
@Injectable()
export class BillingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
  ) {}

  /**
   * Drafts a contract's month, or drafts it again with what is known now: the same input gives the same draft.
   * @param month `YYYY-MM`, of the contract's zone; the running month is drafted as far as it is known
   * @throws DomainError contracts.contract_not_found, billing.contract_not_active, billing.contract_not_in_force,
   * billing.plan_not_rated_yet, billing.month_not_begun, metering.month_invalid
   */
  draft(scope: Scope, contractId: string, month: string): Promise<InvoiceView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContractToDraft(tx, contractId);
      refuseUnrated(contract);
      return getInvoice(tx, await this.draftWithin(tx, contract, month));
    });
  }

  /**
   * The part of a billing run that is one contract's. A contract whose plan is not rated gets its usage and no draft.
   * @param knownBefore the run's mark: readings received at it or later are not looked at
   * @returns the draft's id; null where the plan is not rated
   * @throws DomainError as `draft`
   */
  async draftInRun(
    tx: Transaction,
    contractId: string,
    month: string,
    knownBefore: Date,
  ): Promise<string | null> {
    const contract = await getContractToDraft(tx, contractId);
    if (isRated(contract.plan.structure)) return this.draftWithin(tx, contract, month, knownBefore);
    await this.recordUsages(tx, contract, contractMonth(month, contract.zone), knownBefore);
    return null;
  }

  /** Takes back drafts of months that their contract does not reach, because its end was agreed after they were made. */
  withdrawDrafts(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      for (const { id, ...before } of await deleteDraftsAfterEnd(tx)) {
        await AuditTrail.write(tx, {
          action: 'billing.draft_withdrawn',
          entity: 'invoice',
          entityId: id,
          before,
        });
      }
    });
  }

  private async draftWithin(
    tx: Transaction,
    contract: ContractView,
    monthName: string,
    knownBefore = tx.now,
  ): Promise<string> {
    const month = contractMonth(monthName, contract.zone);
    if (contract.state === 'draft')
      throw new DomainError('billing.contract_not_active', { contract: contract.number });
    if (month.from > tx.now.getTime()) throw new DomainError('billing.month_not_begun', { month: monthName });
    const share = billedShare(month, contract);
    if (!share) {
      const { number, startsOn, endsOn } = contract;
      throw new DomainError('billing.contract_not_in_force', {
        contract: number,
        month: monthName,
        startsOn,
        endsOn,
      });
    }
    const usages = await this.recordUsages(tx, contract, month, knownBefore);
    const billed = usagesToBill(contract, usages);
    const draft = composeDraft({
      currency: contract.currency,
      kitsIncluded: contract.kitsIncluded,
      share,
      bases: contract.prices.filter((price) => price.kind === 'base'),
      usages: billed,
      kits: await kitsSent(tx, contract, month.from, month.to),
    });
    const period = { periodFrom: share.firstDay, periodTo: share.endDay };
    const hash = contentHash({
      contract: contract.number,
      currency: contract.currency,
      zone: contract.zone,
      ...period,
      lines: draft.lines,
      readingsHashes: billed.map(({ usage }) => usage.hash),
    });
    const { customerId, legalEntityId, buyerId, currency, zone, paymentDays } = contract;
    const { id, isNew } = await saveDraft(
      tx,
      {
        contractId: contract.id,
        customerId,
        legalEntityId,
        buyerId,
        prices: contract.pricesIncludeTax ? 'inclusive' : 'exclusive',
        paymentDays,
        currency,
        zone,
        ...period,
        knownUntil: knownBefore,
        contentHash: hash,
      },
      draft,
    );
    if (isNew) {
      await tx.record({ name: 'billing.invoice_drafted', version: 1, payload: { invoiceId: id } });
      await AuditTrail.write(tx, {
        action: 'billing.invoice_drafted',
        entity: 'invoice',
        entityId: id,
        after: {
          contract: contract.number,
          month: monthName,
          total: fromMinor(draft.totalMinor, currency),
          currency,
          heldLines: draft.heldLines,
          contentHash: hash,
        },
      });
    }
    return id;
  }

  /** Derives and stores what each meter of the contract used; also of meters without a price, which people look at too. */
  private async recordUsages(
    tx: Transaction,
    contract: ContractView,
    month: ContractMonth,
    knownBefore: Date,
  ): Promise<(DerivedUsage & { usagePeriodId: string })[]> {
    const usages = [];
    for (const meter of contract.meters) {
      const derived = await this.usages.deriveWithin(tx, contract, meter, month, knownBefore);
      usages.push({ ...derived, usagePeriodId: await this.usages.recordWithin(tx, contract, derived) });
    }
    return usages;
  }
}

/**
 * A contract, held until the draft is there: two drafts of it at once would write over each other's lines, and one made of
 * what it said before an edit would come after the edit.
 */
async function getContractToDraft(tx: Transaction, id: string): Promise<ContractView> {
  await tx.manager.query(`select from contract where maker_id = $1 and id = $2 for no key update`, [
    tx.scope.makerId,
    id,
  ]);
  return getContract(tx, id);
}

function refuseUnrated({ plan, number }: ContractView): void {
  if (isRated(plan.structure)) return;
  throw new DomainError('billing.plan_not_rated_yet', {
    contract: number,
    plan: plan.code,
    structure: plan.structure,
  });
}
