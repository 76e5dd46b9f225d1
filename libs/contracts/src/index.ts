export * from './domain/index.js';
export { AcceptancesService, type AcceptanceStatus } from './acceptances/acceptances.service.js';
export { type CheckedContract, ContractCheckService } from './check/contract-check.service.js';
export type { AmendmentView } from './amendment-view.js';
export { type AmendmentPriceBook, AmendmentsService, type PreviewedAmendment } from './amendments.service.js';
export {
  listContractsInForce,
  type ContractFilter,
  CONTRACT_IN_FORCE,
  type ContractInForce,
  isContractAtSite,
} from './contract.queries.js';
export {
  type ContractHistory,
  getContract,
  getContractHistories,
  getContractHistory,
  getContracts,
  withMigration,
} from './contract-view.queries.js';
export { ModelMeter } from './entities/model-meter.entity.js';
export type { MeterOrigin, ProposedMeter } from './model-meters/model-meters.queries.js';
export { ModelMetersService } from './model-meters/model-meters.service.js';
export { ContractsModule } from './contracts.module.js';
export { ContractsService, type ContractChanges, type NewContract } from './contracts.service.js';
export { listPricedQuantities } from './counters-billed.queries.js';
export { DowntimeService } from './downtime/downtime.service.js';
export { type DowntimeQuery, type DowntimeView, findDowntime } from './downtime/downtime.queries.js';
export { ChargeMachine } from './entities/charge-machine.entity.js';
export { ChargeMeter } from './entities/charge-meter.entity.js';
export { ContractAmendment } from './entities/contract-amendment.entity.js';
export { ContractBase } from './entities/contract-base.entity.js';
export { ContractCharge } from './entities/charge.entity.js';
export { ContractMigrationRow } from './entities/contract-migration.entity.js';
export { ContractMachine } from './entities/contract-machine.entity.js';
export { Contract } from './entities/contract.entity.js';
export { Meter } from './entities/meter.entity.js';
export { Plan } from './entities/plan.entity.js';
export { PlansService, type NewPlan, type PlanChanges } from './plans.service.js';
export { ContractPriceBook } from './entities/contract-price-book.entity.js';
export { PriceBookVersion } from './entities/price-book-version.entity.js';
export { PriceBook } from './entities/price-book.entity.js';
export type {
  BookView,
  PricedContract,
  VersionContent,
  VersionSummary,
} from './price-books/price-books.queries.js';
export { type PreviewedBook, PriceBooksService } from './price-books/price-books.service.js';
export type { NewBook } from './price-books/price-books.store.js';
