import type { Amendment, AmendmentInput, BookEntry, Contract } from '../../../api/types.js';
import {
  type BillingValues,
  type ChargeValues,
  toBillingTerms,
  toBillingValues,
} from '../../charges/form/charge-values.js';
import { type MeterValues, toMeterTerms, toMeterValues } from '../../charges/meters/meter-values.js';
import { toEntryValues } from '../../price-books/entry-values.js';
import { type ExitValues, toExitAgreement, toExitValues } from '../exit/exit-values.js';
import {
  type IndexClauseValues,
  toIndexClause,
  toIndexClauseValues,
} from '../index-clause/index-clause-values.js';
import { type PauseValues, toPauses, toPauseValues } from '../pauses/pause-values.js';
import {
  type PerformanceValues,
  toPerformance,
  toPerformanceValues,
} from '../performance/performance-values.js';
import { type InvoiceTermValues, toInvoiceTerms, toInvoiceTermValues } from '../terms/invoice-term-values.js';
import { versionOn } from '../versions/version-spans.js';

export interface JoiningValues {
  /** Used only as the React key. */
  readonly row: string;
  readonly machineId: string;
  /** The machine that this one replaces; empty if it is additional. */
  readonly replaces: string;
  /** Machine of the contract from which the new machine's meters are copied. */
  readonly like: string;
}

/** A machine that moves to another site of the customer, in the form. */
export interface MovingValues {
  /** Used only as the React key. */
  readonly row: string;
  readonly machineId: string;
  readonly siteId: string;
}

/** An amendment in the form. It has the structure of the request, so that an error's pointer identifies its field. */
export interface AmendmentValues extends BillingValues {
  readonly effectiveOn: string;
  readonly reason: string;
  /** Last day of the contract; empty if it has no end date. */
  readonly endsOn: string;
  readonly buyerId: string;
  readonly planId: string;
  readonly paymentDays: string;
  readonly kitsIncluded: boolean;
  readonly exit: ExitValues;
  readonly indexClause: IndexClauseValues;
  readonly pauses: readonly PauseValues[];
  readonly invoiceTerms: InvoiceTermValues;
  readonly performance: readonly PerformanceValues[];
  /** The price book version that provides the prices; null if they are entered by hand. */
  readonly priceBookVersionId: string | null;
  readonly addMachines: readonly JoiningValues[];
  readonly removeMachines: readonly string[];
  readonly moveMachines: readonly MovingValues[];
}

/** Values of a new amendment without any changes. */
export function newAmendmentValues(contract: Contract, effectiveOn: string): AmendmentValues {
  const version = versionOn(contract.versions, effectiveOn);
  return {
    ...toBillingValues({ ...contract, charges: version.charges }),
    effectiveOn,
    reason: '',
    endsOn: contract.endsOn ?? '',
    buyerId: version.buyer.id,
    planId: version.plan.id,
    paymentDays: String(version.paymentDays),
    kitsIncluded: version.kitsIncluded,
    exit: toExitValues(version.exit, contract.endsOn),
    indexClause: toIndexClauseValues(version.indexClause, contract.startsOn),
    pauses: toPauseValues(version.pauses),
    invoiceTerms: toInvoiceTermValues(version.invoiceTerms),
    performance: toPerformanceValues(version.performance),
    priceBookVersionId: null,
    addMachines: [],
    removeMachines: [],
    moveMachines: [],
  };
}

/**
 * Values of a draft to continue. The meters that the draft copies for a joining machine are separate meters in the
 * form.
 */
export function toAmendmentValues(contract: Contract, amendment: Amendment): AmendmentValues {
  const { effectiveOn, reason, endsOn, changes, charges, meters } = amendment;
  const version = versionOn(contract.versions, effectiveOn);
  return {
    ...toBillingValues({ machines: contract.machines, meters, charges }),
    effectiveOn,
    reason,
    endsOn: endsOn ?? '',
    buyerId: changes.buyerId ?? version.buyer.id,
    planId: changes.planId ?? version.plan.id,
    paymentDays: String(changes.paymentDays ?? version.paymentDays),
    kitsIncluded: changes.kitsIncluded ?? version.kitsIncluded,
    exit: toExitValues(changes.exit === undefined ? version.exit : changes.exit, endsOn),
    indexClause: toIndexClauseValues(
      changes.indexClause === undefined ? version.indexClause : changes.indexClause,
      contract.startsOn,
    ),
    pauses: toPauseValues(changes.pauses ?? version.pauses),
    invoiceTerms: toInvoiceTermValues(
      changes.invoiceTerms === undefined ? version.invoiceTerms : changes.invoiceTerms,
    ),
    performance: toPerformanceValues(changes.performance ?? version.performance),
    priceBookVersionId: amendment.priceBook?.versionId ?? null,
    addMachines: changes.addedMachines.map((machineId) => ({
      row: machineId,
      machineId,
      replaces: '',
      like: '',
    })),
    removeMachines: changes.removedMachines,
    moveMachines: changes.movedMachines.map(({ machineId, siteId }) => ({
      row: machineId,
      machineId,
      siteId,
    })),
  };
}

/**
 * Returns the charges of a form with the prices of a price book. Existing charges keep their meters and machines; new
 * ones use all meters. One-time charges stay, because a price book only prices recurring ones.
 */
export function pricedByBook(
  { charges, meters }: BillingValues,
  entries: readonly BookEntry[],
  planId: string,
): readonly ChargeValues[] {
  const priced = toEntryValues(
    entries,
    planId,
    meters.map(({ id }) => id),
  ).map((charge) => {
    const same = charges.find(({ key }) => key === charge.key);
    if (same === undefined) return charge;
    const isCounted = charge.pricing.model !== 'flat' && same.meterIds.length > 0;
    return {
      ...charge,
      row: same.row,
      meterIds: isCounted ? same.meterIds : charge.meterIds,
      machineIds: charge.perMachine ? same.machineIds : [],
    };
  });
  const once = charges.filter(
    ({ due, key }) => due === 'once' && !priced.some((charge) => charge.key === key),
  );
  return [...priced, ...once];
}

/** Returns true if a meter's settings have changed. */
export function isMeterChanged(meter: MeterValues, before: Contract['meters'][number]): boolean {
  const terms = (values: MeterValues): string => JSON.stringify(toMeterTerms(values, before));
  return terms(meter) !== terms(toMeterValues(before));
}

/** Converts the form to the request, which contains only differences from the terms of the effective day. */
export function toAmendmentInput(values: AmendmentValues, contract: Contract): AmendmentInput {
  const { effectiveOn, reason, endsOn, buyerId, planId, paymentDays, kitsIncluded } = values;
  const { addMachines, removeMachines, moveMachines, priceBookVersionId } = values;
  const version = versionOn(contract.versions, effectiveOn);
  const now = toBillingTerms(values, contract);
  const before = toBillingTerms(toBillingValues({ ...contract, charges: version.charges }), contract);
  const pauses = toPauses(values.pauses);
  const invoiceTerms = toInvoiceTerms(values.invoiceTerms);
  const ofBill = toInvoiceTerms(toInvoiceTermValues(version.invoiceTerms));
  const performance = toPerformance(values.performance);
  const agreedPerformance = toPerformance(toPerformanceValues(version.performance));
  const exit = toExitAgreement(values.exit);
  const agreed = toExitAgreement(toExitValues(version.exit, contract.endsOn));
  const indexClause = toIndexClause(values.indexClause);
  const clause = toIndexClause(toIndexClauseValues(version.indexClause, contract.startsOn));
  const known = new Map(contract.meters.map((meter) => [meter.id, meter]));
  const isRead = values.meters.some((meter) => {
    const meterBefore = known.get(meter.id);
    return meterBefore === undefined ? meter.deviceId !== '' : isMeterChanged(meter, meterBefore);
  });
  const replaced = addMachines.flatMap(({ replaces }) => (replaces === '' ? [] : [replaces]));
  const leaving = [...new Set([...removeMachines, ...replaced])];
  return {
    effectiveOn,
    reason,
    ...(endsOn === (contract.endsOn ?? '') ? {} : { endsOn: endsOn === '' ? null : endsOn }),
    ...(buyerId === version.buyer.id ? {} : { buyerId }),
    ...(planId === version.plan.id ? {} : { planId }),
    ...(paymentDays === String(version.paymentDays) ? {} : { paymentDays: Number(paymentDays) }),
    ...(kitsIncluded === version.kitsIncluded ? {} : { kitsIncluded }),
    ...(JSON.stringify(exit) === JSON.stringify(agreed) ? {} : { exit }),
    ...(JSON.stringify(indexClause) === JSON.stringify(clause) ? {} : { indexClause }),
    ...(JSON.stringify(pauses) === JSON.stringify(toPauses(toPauseValues(version.pauses))) ? {} : { pauses }),
    ...(JSON.stringify(invoiceTerms) === JSON.stringify(ofBill) ? {} : { invoiceTerms }),
    ...(JSON.stringify(performance) === JSON.stringify(agreedPerformance) ? {} : { performance }),
    ...(addMachines.length === 0
      ? {}
      : {
          addMachines: addMachines.map(({ machineId, replaces, like }) => {
            const counted = replaces || like;
            return { machineId, ...(counted === '' ? {} : { like: counted }) };
          }),
        }),
    ...(leaving.length === 0 ? {} : { removeMachines: leaving }),
    ...(moveMachines.length === 0
      ? {}
      : { moveMachines: moveMachines.map(({ machineId, siteId }) => ({ machineId, siteId })) }),
    // Sends all meters, so that an error's pointer has the right index.
    ...(isRead ? { meters: now.meters } : {}),
    ...(priceBookVersionId === null ? {} : { priceBookVersionId, charges: now.charges }),
    ...(JSON.stringify(now.charges) === JSON.stringify(before.charges) ? {} : { charges: now.charges }),
  };
}
