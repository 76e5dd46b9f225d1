import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import {
  billingMonthOf,
  type ChargeFields,
  type ContractVersion,
  type ContractView,
  plusDays,
} from '#contracts';
import {
  type BilledLine,
  billedLines,
  sumBilledLines,
  type CreditedLine,
  creditsOfLines,
  type DraftLine,
  countsAcrossMonths,
  attributedMonth,
  Invoice,
  isContractKey,
  issuedBetween,
  loadLines,
  type MonthsOfContract,
} from '#invoicing';
import { type ContractMonth, contractMonth } from '#metering';
import type { Transaction } from '#platform';
import { billedMonth, contractYears } from '#pricing';
import { chargesAsBilled, haveChargesChanged } from '../domain/correction/charges-as-billed.js';
import { correctMonth, type MonthCorrection } from '../domain/correction/correct-month.js';
import { composeDraft } from '../domain/draft/compose-draft.js';
import { type DraftInput, evidenceOf } from '../domain/draft/draft-input.js';
import type { UsageOfMonth } from '../domain/usage/usage-of-month.js';
import { allCharges, DraftInputs } from '../drafts/draft-input.service.js';
import { spansOfCharges, calculateSpans } from '../drafts/calculate-spans.js';

/** An issued month to recalculate, with its current usage. */
export interface IssuedMonth {
  readonly invoiceId: string;
  /** `YYYY-MM`. */
  readonly month: string;
  /** Recorded usage as currently known. */
  readonly usages: readonly UsageOfMonth[];
}

/** An issued month and its correction, based on current data. */
export interface RecalculatedMonth {
  readonly invoice: Invoice;
  readonly correction: MonthCorrection;
  /** Hashes of the evidence for the correction. */
  readonly evidence: readonly string[];
  /** True if different terms were agreed since the invoice was issued. */
  readonly hasOtherTerms: boolean;
}

/** A month with the terms that determined its prices. */
interface PricedMonth extends IssuedMonth {
  readonly invoice: Invoice;
  /**
   * Versions of the contract's terms. Includes amendments that reach back into the month, but not later changes to the
   * contract that were made without an amendment.
   */
  readonly versions: readonly ContractVersion[];
}

/** Lines of a month from current data, and the hashes of their evidence. */
interface CalculatedLines {
  readonly lines: readonly DraftLine[];
  readonly evidence: readonly string[];
}

/** Recalculates issued months from current data, at the prices at which they were billed. */
@Injectable()
export class CorrectedMonths {
  constructor(private readonly inputs: DraftInputs) {}

  /**
   * Returns the correction of each issued month.
   * @param issued the months to compare, in chronological order. If a charge counts by contract year, pass all issued
   * months of that year.
   */
  async compareWithCurrent(
    tx: Transaction,
    contract: ContractView,
    issued: readonly IssuedMonth[],
    months: MonthsOfContract,
    cutoff: Date,
  ): Promise<RecalculatedMonth[]> {
    const priced = await pricedMonths(tx, contract, issued);
    const yearly = new Set(
      priced.flatMap((month) =>
        allCharges(month)
          .filter(countsAcrossMonths)
          .map(({ key }) => key),
      ),
    );
    const lastIssuedMonthOf = (counterFrom: string): string => lastMonthOf(contract, months, counterFrom);
    const found = new Map(
      priced.map(({ month }) => [month, { lines: [] as DraftLine[], evidence: [] as string[] }]),
    );
    const billed = await billedLines(tx, contract.id, spanOf(contract, priced));
    for (const month of priced) {
      const spans = spansOfCharges(month.versions);
      const own = await this.calculateMonth(
        tx,
        contract,
        month,
        cutoff,
        (charge) => !countsAcrossMonths(charge),
      );
      const parts = [
        { ...own, lines: own.lines.filter(({ place }) => place === null || !spans.has(place.chargeKey)) },
        ...(await this.calculateYears(tx, contract, month, months, cutoff)),
      ];
      const { issued: all } = months;
      const spanning = {
        month: month.month,
        versions: month.versions,
        issued: all,
        billed,
        knownBefore: cutoff,
      };
      found.get(month.month)!.lines.push(...(await calculateSpans(tx, this.inputs, contract, spanning)));
      for (const line of parts.flatMap(({ lines }) => lines))
        found.get(attributedMonth(line, month.month, contract, yearly, lastIssuedMonthOf))?.lines.push(line);
      found.get(month.month)!.evidence.push(...parts.flatMap(({ evidence }) => evidence));
    }
    const credits = await creditsOfLines(
      tx,
      billed.map(({ id }) => id),
    );
    return priced.map((month) => {
      const { lines, evidence } = found.get(month.month)!;
      const own = billed.filter(
        (line) => attributedMonth(line, line.month, contract, yearly, lastIssuedMonthOf) === month.month,
      );
      return {
        invoice: month.invoice,
        correction: correctionOf(month, lines, own, credits, contract.currency),
        evidence,
        hasOtherTerms:
          !isAmended(contract) &&
          month.invoice.pricedBy !== null &&
          haveChargesChanged(allCharges(month), contract.charges),
      };
    });
  }

  /** Calculates a month with the included charges, its minimum, guarantees, kits and discounts. */
  private async calculateMonth(
    tx: Transaction,
    contract: ContractView,
    { month, usages, versions }: PricedMonth,
    cutoff: Date,
    isIncluded: (charge: ChargeFields) => boolean,
  ): Promise<CalculatedLines> {
    const includedContract = withCharges(contract, versions, isIncluded);
    const bounds = contractMonth(month, contract);
    if (!billedMonth(bounds, contract)) return NOTHING_DUE;
    const input = await this.inputs.gatherWithin(tx, includedContract, bounds, usages, {
      isStored: true,
      knownBefore: cutoff,
    });
    return { lines: composeDraft({ ...input, billed: [] }).lines, evidence: evidenceOf(input) };
  }

  /**
   * Calculates rated periods that span several months, each with all of its issued months, if this month is the last
   * issued one of the period.
   */
  private async calculateYears(
    tx: Transaction,
    contract: ContractView,
    { month, usages, versions }: PricedMonth,
    { issued }: MonthsOfContract,
    cutoff: Date,
  ): Promise<CalculatedLines[]> {
    if (!allCharges({ versions }).some(countsAcrossMonths)) return [];
    const bounds = contractMonth(month, contract);
    if (!billedMonth(bounds, contract)) return [];
    // The contract's minimum and guarantees apply to a month, so `calculateMonth` covers them with the monthly
    // charges.
    const counting = versions.map((version) => ({ ...version, invoiceTerms: null, performance: [] }));
    const includedContract = withCharges(contract, counting, countsAcrossMonths);
    const input = await this.inputs.gatherWithin(tx, includedContract, bounds, usages, {
      isStored: true,
      knownBefore: cutoff,
    });
    const wholeYear = {
      ...input,
      kits: [],
      billed: [],
      invoicedFrom: issued
        .map(({ periodFrom }) => periodFrom)
        .filter((from) => billingMonthOf(from, contract) < month),
    };
    const ending = contractYears(contract, bounds.endDay)
      .filter(
        ({ from, to }) => to.date > bounds.firstDay && isLastIssuedMonth(issued, bounds, from.date, to.date),
      )
      .map(({ from }) => from.date);
    const lines = composeDraft(wholeYear)
      .lines.filter(({ place }) => place !== null && ending.includes(place.counterFrom))
      .map((line) => withUsage(line, input));
    return [{ lines, evidence: evidenceOf(input) }];
  }
}

/** Result for a month after the contract's end. All amounts that were issued for the month are credited. */
const NOTHING_DUE: CalculatedLines = { lines: [], evidence: [] };

/** Returns true when no later month of a contract year has been issued. */
function isLastIssuedMonth(
  issued: MonthsOfContract['issued'],
  { endDay }: ContractMonth,
  from: string,
  to: string,
): boolean {
  return !issued.some(({ periodFrom }) => periodFrom >= endDay && periodFrom >= from && periodFrom < to);
}

/** Returns the last issued month of the contract year in which a rated period starts. */
function lastMonthOf(contract: ContractView, { issued }: MonthsOfContract, counterFrom: string): string {
  const year = contractYears(contract, plusDays(counterFrom, 1)).find(
    ({ from }) => from.date === counterFrom,
  );
  const end = year?.to.date ?? counterFrom;
  return issuedBetween(issued, contract, counterFrom, end).at(-1) ?? billingMonthOf(counterFrom, contract);
}

/**
 * Returns the days from the start of the first rated period that the months belong to, up to the end of the last month.
 */
function spanOf(
  contract: ContractView,
  priced: readonly PricedMonth[],
): { readonly from: string; readonly to: string } {
  const first = contractMonth(priced[0]!.month, contract);
  const last = contractMonth(priced.at(-1)!.month, contract);
  const years = contractYears({ ...contract, endsOn: null }, last.endDay).filter(
    ({ to }) => to.date > first.firstDay,
  );
  const [from] = [first.firstDay, ...years.map((year) => year.from.date)].sort();
  return { from: from!, to: last.endDay };
}

/** Returns true when amendments determine the prices of the contract's months. */
function isAmended({ versions }: ContractView): boolean {
  return versions.some(({ amendmentIds }) => amendmentIds.length > 0);
}

function withCharges(
  contract: ContractView,
  versions: readonly ContractVersion[],
  isIncluded: (charge: ChargeFields) => boolean,
): ContractView {
  return {
    ...contract,
    versions: versions.map((version) => ({ ...version, charges: version.charges.filter(isIncluded) })),
  };
}

async function pricedMonths(
  tx: Transaction,
  contract: ContractView,
  issued: readonly IssuedMonth[],
): Promise<PricedMonth[]> {
  const invoices = await tx.manager.findBy(Invoice, {
    makerId: tx.scope.makerId,
    id: In(issued.map(({ invoiceId }) => invoiceId)),
  });
  const priced: PricedMonth[] = [];
  for (const month of issued) {
    const invoice = invoices.find(({ id }) => id === month.invoiceId)!;
    const own = invoice.pricedBy === null ? await loadLines(tx, invoice.id) : [];
    const lines = own.filter(({ correctsInvoiceId }) => correctsInvoiceId === null);
    const [first] = contract.versions;
    const asBilled = chargesAsBilled(invoice.pricedBy, contract.charges, lines);
    const versions = isAmended(contract) ? contract.versions : [{ ...first!, charges: asBilled }];
    priced.push({ ...month, invoice, versions });
  }
  return priced;
}

function correctionOf(
  { invoice, versions }: PricedMonth,
  now: readonly DraftLine[],
  billed: readonly BilledLine[],
  credits: readonly CreditedLine[],
  currency: string,
): MonthCorrection {
  const keys = new Set(
    versions.flatMap(({ charges, performance }) => [...charges, ...performance].map(({ key }) => key)),
  );
  const known = billed.filter(
    ({ place }) => place === null || isContractKey(place.chargeKey) || keys.has(place.chargeKey),
  );
  // A correction refers to the corresponding line of the corrected invoice, if that invoice has one.
  const ownFirst = [
    ...known.filter(({ invoiceId }) => invoiceId === invoice.id),
    ...known.filter(({ invoiceId }) => invoiceId !== invoice.id),
  ];
  const billedKeys = sumBilledLines(ownFirst, credits);
  const { id, number, taxPoint } = invoice;
  return correctMonth(now, billedKeys, { id, number: number!, taxPoint }, currency);
}

/**
 * Adds the usage of the corrected part to a line that corrects an earlier month, so that the line can be traced to this
 * usage.
 */
function withUsage(line: DraftLine, { versions, metered }: DraftInput): DraftLine {
  const { place, params } = line;
  if (line.usagePeriodIds.length > 0 || place === null || typeof params.correctedPart !== 'string')
    return line;
  const counted = new Set(
    allCharges({ versions }).flatMap(({ key, meterIds }) => (key === place.chargeKey ? meterIds : [])),
  );
  const usages = metered.filter(
    ({ meterId, from, machineId }) =>
      counted.has(meterId) &&
      from === place.partFrom &&
      (place.machineId === null || machineId === place.machineId),
  );
  return { ...line, usagePeriodIds: usages.flatMap(({ usagePeriodId }) => usagePeriodId ?? []) };
}
