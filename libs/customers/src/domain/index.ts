/** Exports for other domains: pure code that loads neither a framework nor a database. */
export { orderOn, type OrderFields } from './order-faults.js';
export { findPlaceFaults, isCountry, isZone, type Place } from './place.js';
export { isLanguage, isRegistryCode } from './registry-code.js';
