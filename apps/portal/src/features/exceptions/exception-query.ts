import { oneOf, type UrlFilters } from '../../ui/tables/use-url-filters.js';

/** States by which the list can be filtered. */
export const STATES = ['open', 'pending', 'decided', 'resolved'] as const;
export const KINDS = [
  'counter_fell',
  'possible_rollover',
  'implausible_rate',
  'rise_after_fall',
  'flow_while_off',
  'calibration_expired',
  'gap',
  'true_up',
] as const;

/** Returns the query of the list of meter exceptions for the filters in the address. */
export function toExceptionQuery({ state, kind, contractId }: UrlFilters) {
  return {
    state: state === undefined ? ('open' as const) : oneOf(STATES, state),
    kind: oneOf(KINDS, kind),
    contractId,
  };
}

export type ExceptionQuery = ReturnType<typeof toExceptionQuery>;
