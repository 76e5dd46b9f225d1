import type { RouteCase } from './route-case.js';

/** By `METHOD /path`: every route of the api that asks for a permission. A route missing here fails the suite. */
export const ROUTE_CASES: Readonly<Record<string, RouteCase>> = {};
