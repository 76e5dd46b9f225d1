import { useMemo } from 'react';
import type { ChartSpan } from '../../ui/charts/chart-data.js';
import { oneOf, useUrlFilters } from '../../ui/tables/use-url-filters.js';
import { EARLIER_STEPS, type EarlierStep } from './compare/earlier-span.js';
import { type ChosenWindow, type PresetKey, useChosenWindow } from './window/chosen-window.js';
import { readSpan, roundSpan, spanText } from './window/span-text.js';

const APART = 'apart';

export interface HistoryView {
  readonly window: ChosenWindow;
  /** The earlier period to compare with. */
  readonly versus: EarlierStep | undefined;
  readonly setVersus: (step: EarlierStep | undefined) => void;
  /** Draws each signal in a chart of its own. */
  readonly isApart: boolean;
  readonly setApart: (isApart: boolean) => void;
  readonly selection: ChartSpan | undefined;
  readonly select: (span: ChartSpan | undefined) => void;
  /** Selects a span that was drawn with the pointer. */
  readonly selectDrawn: (span: ChartSpan | undefined) => void;
  readonly zoomToSelection: () => void;
}

/** Choices of a history chart, kept in the page's address, so that a link leads to the same view. */
export function useHistoryView(initialRange: PresetKey): HistoryView {
  const window = useChosenWindow(initialRange);
  const [filters, change] = useUrlFilters();
  const selection = useMemo(() => readSpan(filters['selection']), [filters['selection']]);
  const select = (span: ChartSpan | undefined): void =>
    change({ selection: span === undefined ? undefined : spanText(span) });
  return {
    window,
    versus: oneOf(EARLIER_STEPS, filters['versus']),
    setVersus: (versus) => change({ versus }),
    isApart: filters['charts'] === APART,
    setApart: (isApart) => change({ charts: isApart ? APART : undefined }),
    selection,
    select,
    selectDrawn: (span) => select(span && roundSpan(span, window.to - window.from)),
    zoomToSelection: () => {
      if (selection !== undefined) change({ span: spanText(selection), selection: undefined });
    },
  };
}
