import type { ChargeFields, ContractSummary, ContractView, NewCharge, Plan } from '#contracts';
import type {
  ChargeDto,
  ContractDto,
  ContractRowDto,
  NewChargeDto,
  PlanDto,
  PlanWithTermsDto,
} from './contracts.dto.js';

export function toPlanDto({ id, code, nameI18n, structure }: ContractSummary['plan']): PlanDto {
  return { id, code, name: { ...nameI18n }, structure };
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
    charges: contract.charges.map(toChargeDto),
  };
}

export function toChargeDto({ nameI18n, machineIds, meterIds, pricing, ...charge }: ChargeFields): ChargeDto {
  return {
    ...charge,
    name: { ...nameI18n },
    machineIds: [...machineIds],
    meterIds: [...meterIds],
    pricing: { ...pricing } as ChargeDto['pricing'],
  };
}

export function toNewCharge({ name, ...charge }: NewChargeDto): NewCharge {
  return { ...charge, nameI18n: name };
}
