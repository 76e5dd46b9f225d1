import type uPlot from 'uplot';
import { unitSuffix } from '../../format/unit.js';
import type { Format } from '../../format/use-format.js';
import { type ChartSeries, COLUMNS } from './chart-data.js';

interface ReadoutInput {
  readonly plot: uPlot;
  readonly series: readonly ChartSeries[];
  readonly colourOf: (index: number) => string;
  readonly element: HTMLElement | null;
  readonly format: Format;
  readonly zone: string;
}

/** Gap between the cursor and the readout, in px. */
const GAP = 12;

/**
 * Writes the values at the cursor directly to the DOM, because they change with every pixel. The readout stands beside
 * the cursor, on the side with more room.
 */
export function writeReadout({ plot, series, colourOf, element, format, zone }: ReadoutInput): void {
  if (element === null) return;
  const { left = -1, idx: index, idxs } = plot.cursor;
  const at = index === null || index === undefined ? undefined : plot.data[0][index];
  if (at === undefined || left < 0) {
    element.hidden = true;
    return;
  }
  const lines = series.flatMap((one, position) => {
    const column = 1 + position * COLUMNS;
    const held = idxs?.[column];
    if (held === null || held === undefined) return [];
    const [mean, high, low] = [0, 1, 2].map((offset) => plot.data[column + offset]?.[held]);
    if (mean === null || mean === undefined) return [];
    const value = `${format.number(mean, one.decimals)}${unitSuffix(one.unit, format.locale)}`;
    const range =
      high === null || high === undefined || low === null || low === undefined || high === low
        ? ''
        : ` (${format.number(low, one.decimals)}–${format.number(high, one.decimals)})`;
    const since = one.earlierBy === undefined ? '' : format.dateTime(at * 1000 - one.earlierBy, zone);
    const name = series.length === 1 ? '' : [one.tag, one.label, since].filter(Boolean).join(', ');
    return [line(name, `${value}${range}`, colourOf(position))];
  });
  const head = document.createElement('div');
  head.textContent = format.dateTime(at * 1000, zone);
  element.replaceChildren(head, ...lines);
  element.hidden = false;
  const { left: plotLeft, width } = boxOf(plot);
  const isRight = left > width / 2;
  element.style.left = isRight ? 'auto' : `${plotLeft + left + GAP}px`;
  element.style.right = isRight ? `${plot.width - plotLeft - left + GAP}px` : 'auto';
}

/** Returns the plotting area in CSS pixels. */
export function boxOf(plot: uPlot): { readonly left: number; readonly top: number; readonly width: number } {
  const ratio = devicePixelRatio;
  return { left: plot.bbox.left / ratio, top: plot.bbox.top / ratio, width: plot.bbox.width / ratio };
}

function line(name: string, value: string, colour: string): HTMLElement {
  const row = document.createElement('div');
  const swatch = document.createElement('i');
  swatch.style.background = colour;
  const label = document.createElement('span');
  label.textContent = name;
  const figure = document.createElement('b');
  figure.textContent = value;
  row.append(swatch, label, figure);
  return row;
}
