import type {
  AmendmentPriceBook,
  AmendmentView,
  AmendmentInput,
  ContractDelta,
  ContractTermination,
  IndexStepEvidence,
} from '#contracts';
import type {
  AmendmentChangesDto,
  AmendmentDto,
  AmendmentInputDto,
  IndexStepEvidenceDto,
  TerminationDto,
} from './amendments.dto.js';
import { toChargeDto, toMachines, toMeters, toNewCharge, toPricingDto } from '../contract-views.js';
import { toExitAgreement, toExitPrice } from '../terms/exit-views.js';
import { toIndexClauseDto } from '../terms/index-clause.dto.js';
import { toInvoiceTermsDto } from '../terms/invoice-terms.dto.js';
import { toPauseDto } from '../terms/pause-views.js';
import { toNewPerformance, toPerformanceDto } from '../terms/performance-views.js';
import { endOf } from '../../http/fields/last-day.js';

export function toAmendmentDto(amendment: AmendmentView): AmendmentDto {
  const { content, serials, devices } = amendment;
  return {
    id: amendment.id,
    number: amendment.number,
    state: amendment.signedAt === null ? 'draft' : 'signed',
    effectiveOn: amendment.effectiveOn,
    reason: amendment.reason,
    changes: toChanges(amendment),
    indexStep: amendment.indexStep && toIndexStep(amendment.indexStep),
    letter: amendment.letter && { ...amendment.letter },
    priceBook: amendment.priceBook && { ...amendment.priceBook },
    charges: content.charges.map(toChargeDto),
    machines: toMachines(content, serials),
    meters: toMeters(content, devices),
    endsOn: content.endsOn,
    contentHash: amendment.contentHash,
    draftedAt: amendment.draftedAt,
    acceptedBy: amendment.acceptedBy,
    acceptedOn: amendment.acceptedOn,
    signedAt: amendment.signedAt,
    signedByName: amendment.signedByName,
    version: amendment.version,
  };
}

function toChanges({ changes, newCharges, content }: AmendmentView): AmendmentChangesDto {
  const { addMachines = [], endMachines = [], meters = [], charges = [], dropCharges = [] } = changes;
  const keys = charges.map(({ key }) => key);
  return {
    ...pickChanged(changes),
    addedMachines: addMachines.map(({ machineId }) => machineId),
    removedMachines: [...endMachines],
    movedMachines: (changes.moveMachines ?? []).map((move) => ({ ...move })),
    meters: meters.map(({ id }) => id),
    addedCharges: keys.filter((key) => newCharges.includes(key)),
    changedCharges: keys.filter((key) => !newCharges.includes(key)),
    removedCharges: [...dropCharges],
    termination: toTermination(changes.termination ?? null, content.currency),
  };
}

function toIndexStep({ parts, ...step }: IndexStepEvidence): IndexStepEvidenceDto {
  return {
    ...step,
    parts: parts.map(({ indexes, charges, ...part }) => ({
      ...part,
      indexes: [...indexes],
      charges: charges.map(({ key, agreed, before, after }) => ({
        key,
        agreed: toPricingDto(agreed),
        before: toPricingDto(before),
        after: toPricingDto(after),
      })),
    })),
  };
}

export function toTermination(
  termination: ContractTermination | null,
  currency: string,
): TerminationDto | null {
  if (termination === null) return null;
  const { kind, saidOn, noticedOn, amount, agreedAmount, price } = termination;
  return {
    kind,
    saidOn,
    noticedOn,
    amount: amount === null ? null : { amount, currency },
    isAgreed: agreedAmount !== null,
    price: toExitPrice(price, currency),
  };
}

function pickChanged(changes: ContractDelta) {
  const { endsOn, buyerId, planId, paymentDays, kitsIncluded, exit, indexClause, pauses } = changes;
  const { invoiceTerms, performance } = changes;
  const set = {
    endsOn,
    buyerId,
    planId,
    paymentDays,
    kitsIncluded,
    pauses: pauses?.map(toPauseDto),
    invoiceTerms: invoiceTerms === undefined ? undefined : toInvoiceTermsDto(invoiceTerms),
    performance: performance?.map(toPerformanceDto),
    exit: exit === undefined ? undefined : toExitAgreement(exit),
    indexClause: indexClause === undefined ? undefined : toIndexClauseDto(indexClause),
  };
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
}

export function toAmendmentInput({
  addMachines,
  charges,
  performance,
  ...wish
}: AmendmentInputDto): AmendmentInput & AmendmentPriceBook {
  return {
    ...wish,
    ...(addMachines && {
      addMachines: addMachines.map(({ endsOn, to, ...machine }) => ({ ...machine, to: endOf(endsOn, to) })),
    }),
    ...(charges && { charges: charges.map(toNewCharge) }),
    ...(performance && { performance: performance.map(toNewPerformance) }),
  };
}
