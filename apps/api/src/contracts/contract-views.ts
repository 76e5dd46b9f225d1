import type {
  ChargeFields,
  ContractContent,
  ContractSummary,
  ContractView,
  NewCharge,
  Plan,
} from '#contracts';
import type {
  ChargeDto,
  ContractDto,
  ContractMachineDto,
  ContractRowDto,
  MeterDto,
  PlanDto,
} from './contracts.dto.js';
import type { NewChargeDto, NewContractDto } from './new-contract.dto.js';
import type { PlanWithTermsDto } from './plans.dto.js';
import { toExitAgreement } from './terms/exit-views.js';
import { toIndexClauseDto } from './terms/index-clause.dto.js';
import { toInvoiceTermsDto } from './terms/invoice-terms.dto.js';
import { toPausedDaysDto, toPauseDto } from './terms/pause-views.js';
import { toNewPerformance, toPerformanceDto } from './terms/performance-views.js';
import { endOf, lastDayOf } from '../http/fields/last-day.js';

export function toPlanDto({ id, code, nameI18n, structure }: ContractSummary['plan']): PlanDto {
  return { id, code, name: { ...nameI18n }, structure };
}

export function toPlanWithTerms(plan: Plan): PlanWithTermsDto {
  return { ...toPlanDto(plan), terms: { ...plan.terms }, archivedAt: plan.archivedAt, version: plan.version };
}

export function toRow(contract: ContractSummary): ContractRowDto {
  return {
    id: contract.id,
    number: contract.number,
    state: contract.state,
    customer: contract.customer,
    legalEntity: contract.legalEntity,
    buyer: { id: contract.buyer.id, name: contract.buyer.name },
    plan: toPlanDto(contract.plan),
    currency: contract.currency,
    zone: contract.zone,
    billingCalendar: contract.billingCalendar,
    startsOn: contract.startsOn,
    billedFrom: contract.billedFrom,
    endsOn: contract.endsOn,
    paymentDays: contract.paymentDays,
    pricesIncludeTax: contract.pricesIncludeTax,
    kitsIncluded: contract.kitsIncluded,
    machineCount: contract.machineCount,
    version: contract.version,
  };
}

export function toContractDto(contract: ContractView): ContractDto {
  return {
    ...toRow(contract),
    exit: toExitAgreement(contract.exit),
    indexClause: toIndexClauseDto(contract.indexClause),
    pauses: contract.pauses.map(toPauseDto),
    performance: contract.performance.map(toPerformanceDto),
    pausedDays: contract.pausedDays.map(toPausedDaysDto),
    invoiceTerms: toInvoiceTermsDto(contract.invoiceTerms),
    terms: { ...contract.terms },
    versions: contract.versions.map((version) => ({
      from: version.from,
      amendmentIds: [...version.amendmentIds],
      buyer: { id: version.buyer.id, name: version.buyer.name },
      plan: toPlanDto(version.plan),
      paymentDays: version.paymentDays,
      kitsIncluded: version.kitsIncluded,
      exit: toExitAgreement(version.exit),
      indexClause: toIndexClauseDto(version.indexClause),
      pauses: version.pauses.map(toPauseDto),
      invoiceTerms: toInvoiceTermsDto(version.invoiceTerms),
      performance: version.performance.map(toPerformanceDto),
      charges: version.charges.map(toChargeDto),
    })),
    machines: toMachines(contract, contract.serials),
    meters: toMeters(contract, contract.devices),
    charges: contract.charges.map(toChargeDto),
  };
}

export function toMachines(
  { machines }: Pick<ContractContent, 'machines'>,
  serials: ContractView['serials'],
): ContractMachineDto[] {
  return machines.map(({ machineId, from, to }) => ({
    id: machineId,
    serial: serials.get(machineId) ?? '',
    from,
    endsOn: lastDayOf(to),
    to,
  }));
}

export function toMeters(
  { meters }: Pick<ContractContent, 'meters'>,
  devices: ContractView['devices'],
): MeterDto[] {
  return meters.map(({ deviceId, matches, modelMeterId: _from, ...meter }) => ({
    ...meter,
    matches: [...matches],
    device: { id: deviceId, code: devices.get(deviceId)?.code ?? '' },
  }));
}

export function toPricingDto(pricing: ChargeFields['pricing']): ChargeDto['pricing'] {
  return { ...pricing } as ChargeDto['pricing'];
}

export function toChargeDto({
  nameI18n,
  machineIds,
  meterIds,
  pricing,
  prepaid,
  ...charge
}: ChargeFields): ChargeDto {
  return {
    ...charge,
    name: { ...nameI18n },
    machineIds: [...machineIds],
    meterIds: [...meterIds],
    pricing: toPricingDto(pricing),
    ...(prepaid && { prepaid: { ...prepaid } }),
  };
}

/** Converts the lists of a request that are stored in a different form. */
export function toNewParts({
  charges,
  machines,
  performance,
}: Pick<NewContractDto, 'charges' | 'machines' | 'performance'>) {
  return {
    charges: charges?.map(toNewCharge),
    machines: machines?.map(({ endsOn, to, ...machine }) => ({ ...machine, to: endOf(endsOn, to) })),
    performance: performance?.map(toNewPerformance),
  };
}

export function toNewCharge({ name, ...charge }: NewChargeDto): NewCharge {
  return { ...charge, nameI18n: name };
}
