export * from './domain/index.js';
export {
  DepotsQueries,
  type DepotView,
  type StockEntryFilter,
  type StockEntryView,
  type StockView,
} from './depots.queries.js';
export { Depot } from './entities/depot.entity.js';
export { KitDelivery, type ShortPart } from './entities/kit-delivery.entity.js';
export { StockBalance } from './entities/stock-balance.entity.js';
export { StockEntry, type StockEntryKind } from './entities/stock-entry.entity.js';
export {
  findNextKits,
  KitDeliveriesQueries,
  type DeliveryFilter,
  type DeliveryView,
  type NextKit,
} from './kit-deliveries.queries.js';
export { KitDeliveriesService, type DispatchInput } from './kit-deliveries.service.js';
export {
  lockAndFindShortage,
  issueStock,
  releaseStock,
  reserveStock,
  type Movement,
} from './stock-ledger.js';
export { StockService, type ManualEntry, type StockLimits } from './stock.service.js';
export { SupplyModule } from './supply.module.js';
export { SupplyService, type ForecastRun } from './supply.service.js';
export {
  issueTicketParts,
  lockPartsOfTickets,
  releaseTicketParts,
  reserveTicketParts,
  type PartsOfTicket,
} from './ticket-stock.js';
