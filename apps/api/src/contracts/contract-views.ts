import {
  isRated,
  type ContractSummary,
  type ContractView,
  type NewPrice,
  type Plan,
  type PriceFields,
} from '#contracts';
import type {
  ContractDto,
  ContractRowDto,
  NewPriceDto,
  PlanDto,
  PlanWithTermsDto,
  PriceDto,
} from './contracts.dto.js';

export function toPlanDto({ id, code, nameI18n, structure }: ContractSummary['plan']): PlanDto {
  const rated = isRated(structure);
  return {
    id,
    code,
    name: { ...nameI18n },
    structure,
    rated,
    ratingCode: rated ? null : 'plan_not_rated_yet',
  };
}

export function toPlanWithTerms(plan: Plan): PlanWithTermsDto {
  return { ...toPlanDto(plan), terms: { ...plan.terms }, version: plan.version };
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
    startsOn: contract.startsOn,
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
    terms: { ...contract.terms },
    machines: contract.machines.map(({ machineId, from, to }) => ({
      id: machineId,
      serial: contract.serials.get(machineId) ?? '',
      from,
      to,
    })),
    meters: contract.meters.map(({ deviceId, ...meter }) => ({
      ...meter,
      device: { id: deviceId, code: contract.devices.get(deviceId)?.code ?? '' },
    })),
    prices: contract.prices.map((price) => toPriceDto(price, contract.currency)),
  };
}

function toPriceDto(price: PriceFields, currency: string): PriceDto {
  const isUsage = price.kind === 'usage';
  return {
    id: price.id,
    kind: price.kind,
    base: isUsage ? null : { amount: price.amount, currency },
    meterId: isUsage ? price.meterId : null,
    includedQuantity: isUsage ? price.includedQuantity : null,
    unitPrice: isUsage ? price.unitPrice : null,
    clause: price.clause,
  };
}

/** What is missing for its kind is left empty, and refused at its field. */
export function toNewPrice({
  id,
  kind,
  clause,
  amount,
  meterId,
  includedQuantity,
  unitPrice,
}: NewPriceDto): NewPrice {
  return kind === 'base'
    ? { id, kind, clause, amount: amount ?? '' }
    : { id, kind, clause, meterId: meterId ?? '', includedQuantity, unitPrice: unitPrice ?? '' };
}
