/** Exports for other domains: pure code that imports neither a framework nor database code. */
export { findOrderOn, type OrderFields } from './order-faults.js';
export { findLocationFaults, isCountry, isZone, type SiteLocation } from './site-location.js';
export { isLanguage, isRegistryCode } from './registry-code.js';
