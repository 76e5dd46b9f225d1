import { useMemo, useState } from 'react';
import { productNow } from '../../../clock/clock.js';
import { useZone } from '../../../clock/zone.js';
import { instantToWallTime, wallTimeToInstant } from '../../../format/time.js';
import type { ChartSpan } from '../../../ui/charts/chart-data.js';
import { oneOf, useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { readSpan, spanText } from './span-text.js';

const HOUR = 3_600_000;
const RANGES = {
  '24h': 24 * HOUR,
  '7d': 168 * HOUR,
  '30d': 720 * HOUR,
  '60d': 1440 * HOUR,
  '1y': 8760 * HOUR,
} as const;

export type PresetKey = keyof typeof RANGES;
export type RangeKey = PresetKey | 'custom';

const PRESETS = Object.keys(RANGES) as PresetKey[];
/** The API returns at most 800 days. */
const MAX_LENGTH = 800 * 24 * HOUR;
const MIN_LENGTH = 10_000;

export interface ChosenWindow extends ChartSpan {
  readonly range: RangeKey;
  readonly choose: (range: RangeKey) => void;
  readonly zoomed: boolean;
  readonly zoom: (window: ChartSpan | undefined) => void;
  /** Local times in the user's zone, for the fields of a custom range. */
  readonly custom: { readonly from: string; readonly to: string };
  readonly setCustom: (change: Partial<ChosenWindow['custom']>) => void;
  /** True if the fields are not a valid range. The previous range then remains. */
  readonly isOutOfOrder: boolean;
}

/**
 * Time range of a chart, kept in the page's address: a preset up to now (`range`), or fixed times (`span`) of a custom
 * range or of a zoom.
 */
export function useChosenWindow(initial: PresetKey): ChosenWindow {
  const zone = useZone();
  const [filters, change] = useUrlFilters();
  const range: RangeKey = oneOf([...PRESETS, 'custom'], filters['range']) ?? initial;
  const preset = range === 'custom' ? initial : range;
  const fixed = useMemo(() => limitLength(readSpan(filters['span'])), [filters['span']]);
  const untilNow = useMemo(() => {
    // Round up to a minute, so that the query key stays the same within a minute.
    const to = Math.ceil(productNow() / 60_000) * 60_000;
    return { from: to - RANGES[preset], to };
  }, [preset]);
  const shown = fixed ?? untilNow;
  const shownTimes = {
    from: instantToWallTime(shown.from, zone),
    to: instantToWallTime(shown.to, zone),
  };
  // Typed times that are not a valid range; valid ones are in the address.
  const [typed, setTyped] = useState<ChosenWindow['custom']>();
  const custom = typed ?? shownTimes;
  return {
    ...shown,
    range,
    choose: (next) => {
      setTyped(undefined);
      change({
        range: next === initial ? undefined : next,
        span: next === 'custom' ? spanText(shown) : undefined,
        selection: undefined,
      });
    },
    zoomed: fixed !== undefined && range !== 'custom',
    zoom: (window) => {
      setTyped(undefined);
      change({ span: window === undefined ? undefined : spanText(limitLength(window) ?? shown) });
    },
    custom,
    setCustom: (edited) => {
      const next = { ...custom, ...edited };
      const window = limitLength(parse(next, zone));
      setTyped(window === undefined ? next : undefined);
      if (window !== undefined) change({ span: spanText(window) });
    },
    isOutOfOrder: range === 'custom' && typed !== undefined,
  };
}

/** Rejects windows that the API would reject, or that would show nothing. */
function limitLength(window: ChartSpan | undefined): ChartSpan | undefined {
  if (window === undefined) return undefined;
  const length = window.to - window.from;
  return length >= MIN_LENGTH && length <= MAX_LENGTH ? window : undefined;
}

function parse({ from, to }: { from: string; to: string }, zone: string): ChartSpan | undefined {
  if (from === '' || to === '') return undefined;
  const window = { from: wallTimeToInstant(from, zone), to: wallTimeToInstant(to, zone) };
  return window.from < window.to ? window : undefined;
}
