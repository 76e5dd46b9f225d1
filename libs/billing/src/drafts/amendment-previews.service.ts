import { Injectable } from '@nestjs/common';
import {
  billingMonthOf,
  AmendmentsService,
  type AmendmentInput,
  type ContractTermination,
  type ContractView,
  type PreviewedAmendment,
} from '#contracts';
import { addMonths, contractMonth, type ContractMonth, monthOf } from '#metering';
import { type Scope, type Transaction, UnitOfWork, sumMinor } from '#platform';
import { billedMonth } from '#pricing';
import {
  assumeUsages,
  dailyUse,
  type DailyUse,
  type LineBeforeAndAfter,
  type MonthBasis,
  monthsToPreview,
  pairLines,
} from '../domain/amendment/amendment-months.js';
import { composeMonth, type TaxedMonth, taxMonths } from './draft-calculation.js';
import { issuedMonths } from './draft-input.queries.js';
import { DraftInputs } from './draft-input.service.js';
import type { UsageCache } from './usage-cache.js';

/** Amounts in minor units of the contract's currency. */
export interface MonthFigures {
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  /** Number of lines on hold for data or a decision. */
  readonly heldLines: number;
  /** Part of the contract's deposit that is set off when the contract ends; null if no deposit is set off. */
  readonly depositMinor: bigint | null;
}

export interface MonthBeforeAndAfter {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly basis: MonthBasis;
  /**
   * Number of the document issued for the month, or null if there is none. A difference from the document requires a
   * correction.
   */
  readonly issued: string | null;
  readonly lines: readonly LineBeforeAndAfter[];
  /** Null if the contract bills no day of the month. */
  readonly before: MonthFigures | null;
  readonly after: MonthFigures | null;
}

/** The effect of an amendment on the billed amounts. */
export interface AmendmentPreview {
  readonly currency: string;
  readonly effectiveOn: string;
  /** Calculation of the cost of termination; null unless the amendment ends the contract. */
  readonly termination: ContractTermination | null;
  readonly months: readonly MonthBeforeAndAfter[];
  /** Net totals of all months in minor units, before and after the change. */
  readonly before: bigint;
  readonly after: bigint;
}

/** Previews how amendments change the billed amounts, with the calculation that drafts use. Stores nothing. */
@Injectable()
export class AmendmentPreviews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly amendments: AmendmentsService,
    private readonly inputs: DraftInputs,
  ) {}

  /** Previews an amendment. @throws DomainError as `AmendmentsService.draft`, billing.beyond_last_tier */
  preview(scope: Scope, contractId: string, input: AmendmentInput): Promise<AmendmentPreview> {
    return this.unitOfWork.run(scope, async (tx) =>
      this.compareWithin(tx, await this.amendments.previewWithin(tx, contractId, input)),
    );
  }

  /**
   * Previews a drafted amendment.
   * @throws DomainError as `AmendmentsService.previewDraftWithin`, billing.beyond_last_tier
   */
  previewDraft(scope: Scope, contractId: string, id: string): Promise<AmendmentPreview> {
    return this.unitOfWork.run(scope, async (tx) =>
      this.compareWithin(tx, await this.amendments.previewDraftWithin(tx, contractId, id)),
    );
  }

  /**
   * Compares the amounts of the previewed months with and without a change.
   * @throws DomainError billing.beyond_last_tier
   */
  async compareWithin(
    tx: Transaction,
    { present, supposed, effectiveOn, termination }: PreviewedAmendment,
  ): Promise<AmendmentPreview> {
    const running = monthOf(tx.now.getTime(), present);
    const usageCache = this.inputs.createUsageCache();
    const last = addMonths(running, -1);
    const known = new Set(present.meters.map(({ id }) => id));
    const meters = supposed.meters.filter(({ id }) => !known.has(id));
    const daily = new Map([
      ...(meters.length > 0 ? await this.dailyUse(tx, { ...supposed, meters }, last, usageCache) : []),
      ...(await this.dailyUse(tx, present, last, usageCache)),
    ]);
    const issued = await issuedMonths(tx, present.id);
    const months: MonthBeforeAndAfter[] = [];
    for (const name of monthsToPreview(billingMonthOf(effectiveOn, present), running)) {
      const month = contractMonth(name, present);
      const basis = basisOf(month, tx.now.getTime());
      const before = await this.compose(tx, present, month, basis, daily, usageCache);
      const after = await this.compose(tx, supposed, month, basis, daily, usageCache);
      months.push({
        month: name,
        basis,
        issued: issued.get(name) ?? null,
        lines: pairLines(before?.draft.lines ?? [], after?.draft.lines ?? []),
        before: figuresOf(before),
        after: figuresOf(after),
      });
    }
    const sum = (side: 'before' | 'after'): bigint => sumMinor(months, (one) => one[side]?.netMinor ?? 0n);
    const { currency } = present;
    return { currency, effectiveOn, termination, months, before: sum('before'), after: sum('after') };
  }

  private async compose(
    tx: Transaction,
    contract: ContractView,
    month: ContractMonth,
    basis: MonthBasis,
    daily: DailyUse,
    usageCache: UsageCache,
  ): Promise<TaxedMonth | null> {
    const billed = billedMonth(month, contract);
    if (!billed) return null;
    const isAssumed = basis === 'assumed';
    const usages = isAssumed
      ? assumeUsages(contract, daily, { from: billed.from.date, to: billed.to.date })
      : await this.inputs.getCachedMonth(tx, contract, month, usageCache);
    const gathered = await this.inputs.gatherWithin(tx, contract, month, usages, {
      ...PREVIEW_OPTIONS,
      usageCache,
    });
    // A month with assumed usage is treated as complete, so that its minimums are due.
    const input = isAssumed ? { ...gathered, isOver: true } : gathered;
    const [taxed] = await taxMonths(tx, [composeMonth({ contract, month, usages, input })]);
    return taxed!;
  }

  private async dailyUse(
    tx: Transaction,
    contract: ContractView,
    name: string,
    usageCache: UsageCache,
  ): Promise<DailyUse> {
    const month = contractMonth(name, contract);
    return dailyUse(
      contract,
      billedMonth(month, contract) ? await this.inputs.getCachedMonth(tx, contract, month, usageCache) : [],
    );
  }
}

const PREVIEW_OPTIONS = { isStored: false, isSupposed: true };

function basisOf({ from, to }: ContractMonth, now: number): MonthBasis {
  if (to <= now) return 'whole';
  return from <= now ? 'so_far' : 'assumed';
}

function figuresOf(composed: TaxedMonth | null): MonthFigures | null {
  if (!composed) return null;
  const { netMinor, taxMinor, grossMinor } = composed.taxed;
  const { draft, depositMinor } = composed;
  return { netMinor, taxMinor, grossMinor, heldLines: draft.heldLines, depositMinor };
}
