export {
  contractsInForce,
  getContract,
  type ContractFilter,
  type ContractSummary,
  type ContractView,
  type MeteredDevice,
} from './contract.queries.js';
export { ContractsModule } from './contracts.module.js';
export { ContractsService, type ContractChanges, type NewContract } from './contracts.service.js';
export type { ContractParts, NewContractMachine, NewMeter, NewPrice } from './domain/contract-changes.js';
export type {
  BasePrice,
  ContractContent,
  ContractFields,
  MachineUnderContract,
  MeterFields,
  PriceFields,
  UsagePrice,
} from './domain/contract-fields.js';
export { CONTRACT_STATES, type ContractState } from './domain/contract-state.js';
export { isRated } from './domain/plan-structure.js';
export { ContractMachine } from './entities/contract-machine.entity.js';
export { Contract } from './entities/contract.entity.js';
export { Meter } from './entities/meter.entity.js';
export { Plan } from './entities/plan.entity.js';
export { Price } from './entities/price.entity.js';
export { PlansService, type NewPlan } from './plans.service.js';
