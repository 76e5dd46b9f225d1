import type { Pause } from '../../../api/types.js';

/** A pause in a form: a season of every year, or a single period. */
export interface PauseValues {
  readonly kind: 'season' | 'single';
  /** Month numbers as option values. */
  readonly months: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly feePercent: string;
  readonly use: Pause['use'];
}

export const NEW_PAUSE: PauseValues = {
  kind: 'season',
  months: [],
  from: '',
  to: '',
  feePercent: '0',
  use: 'billed',
};

export function toPauseValues(pauses: readonly Pause[]): PauseValues[] {
  return pauses.map(({ months, from, to, feePercent, use }) => ({
    kind: months === null ? 'single' : 'season',
    months: (months ?? []).map(String),
    from: from ?? '',
    to: to ?? '',
    feePercent,
    use,
  }));
}

export function toPauses(values: readonly PauseValues[]): Pause[] {
  return values.map(({ kind, months, from, to, feePercent, use }) => ({
    months: kind === 'season' ? months.map(Number).sort((a, b) => a - b) : null,
    from: kind === 'single' ? from : null,
    to: kind === 'single' ? to : null,
    feePercent: feePercent.trim(),
    use,
  }));
}
