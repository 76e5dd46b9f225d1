import { BILLING_ROUTE_CASES } from './billing-route-cases.js';
import type { RouteCase } from './route-case.js';

/** By `METHOD /path`: every route of the api that asks for a permission. A route missing here fails the suite. */
export const ROUTE_CASES: Readonly<Record<string, RouteCase>> = {
  ...BILLING_ROUTE_CASES,
};
