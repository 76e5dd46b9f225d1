/** Exports for other domains: pure code that imports neither a framework nor database code. */
export {
  type CargoCoverFacts,
  type CargoCoverResult,
  type CargoCoverTerm,
  priceCargoCover,
} from './cargo-cover.js';
export type { DeliveryState, DeliveryStep } from './delivery-state.js';
export type { PatternReason } from './running-pattern.js';
export type { Need, Shortage } from './stock.js';
