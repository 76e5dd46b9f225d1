import { Injectable } from '@nestjs/common';
import { type ContractView, getContract, plusDays } from '#contracts';
import { type ContractMonth, contractMonth, type DerivedUsage, UsageService } from '#metering';
import { AuditTrail } from '#organization';
import { DomainError, fromMinor, type Scope, type Transaction, UnitOfWork } from '#platform';
import { getInvoice, type InvoiceView } from './billing.queries.js';
import { holdsOfAudit } from './domain/audit/audit-invoice.js';
import { type FoundDocument, holdDocument, settleDraft, writeTaxes } from './document.store.js';
import { composeDraft } from './domain/draft/compose-draft.js';
import { contentHash } from './domain/draft/content-hash.js';
import type { DraftInput } from './domain/draft/draft-input.js';
import { isIssued } from './domain/invoice-state.js';
import { DraftInputs } from './draft-input.service.js';
import { taxContent, taxDraftWithin } from './draft-taxes.js';
import { auditDraft } from './self-audit.store.js';
import { deleteDraftsAfterEnd, saveDraft } from './draft.store.js';

/** A month's draft, or what was issued for it and the hash of what would be drafted now. */
export interface DraftOutcome {
  readonly id: string;
  readonly issued: (FoundDocument & { readonly hash: string }) | null;
}

/** Makes draft invoices out of contracts and usage. */
@Injectable()
export class BillingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
    private readonly inputs: DraftInputs,
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
      const contract = await getContractToDraft(tx, contractId);
      const { id, issued } = await this.draftWithin(tx, contract, month);
      if (issued) {
        const differs = issued.hash !== issued.contentHash;
        const code = differs ? 'billing.period_issued_differs' : 'billing.period_issued';
        throw new DomainError(code, { month, number: issued.number });
      }
      return getInvoice(tx, id);
    });
  }

  /**
   * The part of a billing run that is one contract's.
   * @param knownBefore the run's mark: readings received at it or later are not looked at
   * @returns the draft, or what was issued for the month and stays as it is
   * @throws DomainError as `draft`
   */
  async draftInRun(
    tx: Transaction,
    contractId: string,
    month: string,
    knownBefore: Date,
  ): Promise<DraftOutcome> {
    return this.draftWithin(tx, await getContractToDraft(tx, contractId), month, knownBefore);
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
  ): Promise<DraftOutcome> {
    const month = contractMonth(monthName, contract.zone);
    if (contract.state === 'draft')
      throw new DomainError('billing.contract_not_active', { contract: contract.number });
    if (month.from > tx.now.getTime()) throw new DomainError('billing.month_not_begun', { month: monthName });
    const billed = this.inputs.billedMonth(contract, month);
    const usages = await this.recordUsages(tx, contract, month, knownBefore);
    const input = await this.inputs.gatherWithin(tx, contract, month, usages, {
      isStored: true,
      knownBefore,
    });
    const draft = composeDraft(input);
    const period = { periodFrom: billed.from.date, periodTo: billed.to.date };
    const taxPoint = plusDays(period.periodTo, -1);
    const taxed = await taxDraftWithin(tx, { contract, lines: draft.lines, taxPoint });
    const hash = contentHash({
      contract: contract.number,
      currency: contract.currency,
      zone: contract.zone,
      ...period,
      lines: draft.lines,
      readingsHashes: hashesOf(input),
      taxes: taxContent(taxed),
    });
    const found = await holdDocument(tx, contract.id, period.periodFrom);
    if (found && isIssued(found.state)) return { id: found.id, issued: { ...found, hash } };
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
    await writeTaxes(tx, id, taxed);
    const holds = [...taxed.holds, ...holdsOfAudit(await auditDraft(tx, id))];
    await settleDraft(tx, id, holds, found, hash);
    if (isNew) {
      await tx.record({ name: 'billing.invoice_drafted', version: 1, payload: { invoiceId: id } });
      await AuditTrail.write(tx, {
        action: 'billing.invoice_drafted',
        entity: 'invoice',
        entityId: id,
        after: {
          contract: contract.number,
          month: monthName,
          total: fromMinor(taxed.grossMinor, currency),
          currency,
          holds: holds.map(({ code }) => code),
          heldLines: draft.heldLines,
          contentHash: hash,
        },
      });
    }
    return { id, issued: null };
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

/** Evidence of what charges count, in the order of the draft. */
function hashesOf({ charges, metered }: DraftInput): string[] {
  const counted = new Set(charges.flatMap(({ meterIds }) => meterIds));
  return metered.filter(({ meterId }) => counted.has(meterId)).flatMap(({ hash }) => hash ?? []);
}
