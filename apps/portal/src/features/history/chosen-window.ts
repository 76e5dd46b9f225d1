import { useMemo, useState } from 'react';
import { productNow } from '../../clock/clock.js';
import { useZone } from '../../clock/zone.js';
import { instantToWallTime, wallTimeToInstant } from '../../format/time.js';

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

interface Window {
  readonly from: number;
  readonly to: number;
}

export interface ChosenWindow extends Window {
  readonly range: RangeKey;
  readonly choose: (range: RangeKey) => void;
  readonly zoomed: boolean;
  readonly zoom: (window: Window | undefined) => void;
  /** Local times in the user's zone, for the fields of a custom range. */
  readonly custom: { readonly from: string; readonly to: string };
  readonly setCustom: (change: Partial<ChosenWindow['custom']>) => void;
  /** True if the fields are not a valid range. The previous range then remains. */
  readonly isOutOfOrder: boolean;
}

/** Time range of a chart: a preset up to now, a custom range, or the zoomed range. */
export function useChosenWindow(initial: PresetKey): ChosenWindow {
  const zone = useZone();
  const [range, setRange] = useState<RangeKey>(initial);
  const [zoomed, setZoomed] = useState<Window>();
  const [custom, setCustom] = useState({ from: '', to: '' });
  const [valid, setValid] = useState<Window>();
  const base = useMemo(() => {
    if (range === 'custom' && valid !== undefined) return valid;
    // Rounded up to a minute, so that the query key stays the same for a while.
    const to = Math.ceil(productNow() / 60_000) * 60_000;
    return { from: to - RANGES[range === 'custom' ? initial : range], to };
  }, [range, valid, initial]);
  const shown = zoomed ?? base;
  const parsed = parse(custom, zone);
  return {
    ...shown,
    range,
    choose: (next) => {
      if (next === 'custom') {
        // Initialises the fields with the visible range.
        setCustom({ from: instantToWallTime(shown.from, zone), to: instantToWallTime(shown.to, zone) });
        setValid({ from: shown.from, to: shown.to });
      }
      setRange(next);
      setZoomed(undefined);
    },
    zoomed: zoomed !== undefined,
    zoom: setZoomed,
    custom,
    setCustom: (change) => {
      const next = { ...custom, ...change };
      setCustom(next);
      const window = parse(next, zone);
      if (window === undefined) return;
      setValid(window);
      setZoomed(undefined);
    },
    isOutOfOrder: range === 'custom' && parsed === undefined,
  };
}

function parse({ from, to }: { from: string; to: string }, zone: string): Window | undefined {
  if (from === '' || to === '') return undefined;
  const window = { from: wallTimeToInstant(from, zone), to: wallTimeToInstant(to, zone) };
  return window.from < window.to ? window : undefined;
}
