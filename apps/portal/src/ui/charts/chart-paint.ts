import type uPlot from 'uplot';
import type { ChartBound, ChartFlag, ChartGap, ChartLimit, ChartSpan } from './chart-data.js';
import { symbolOf } from './chart-symbols.js';

/** Reads a colour of the current scheme from the page's tokens. Called whenever the chart is painted. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const FONT = "11px 'Inter Variable', 'PingFang SC', 'Microsoft YaHei', sans-serif";

export function chartFont(ratio: number, weight = 400): string {
  return `${weight} ${FONT.replace('11px', `${11 * ratio}px`)}`;
}

/** Paints the selected part behind the lines: a pale background with an edge on each side. */
export function paintSelection(u: uPlot, selection: ChartSpan | undefined): void {
  if (selection === undefined) return;
  const { ctx, bbox } = u;
  const ends = [selection.from, selection.to].map((at) => u.valToPos(at / 1000, 'x', true));
  const left = Math.max(bbox.left, ends[0] ?? 0);
  const right = Math.min(bbox.left + bbox.width, ends[1] ?? 0);
  if (right <= left) return;
  ctx.save();
  ctx.fillStyle = token('accent-tint');
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.strokeStyle = token('accent');
  ctx.lineWidth = devicePixelRatio;
  for (const x of ends) {
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** Distance between two symbols on a line, in px. */
const SYMBOL_DISTANCE = 110;

interface SymbolLine {
  /** Column of the line in the chart's data. */
  readonly column: number;
  readonly scale: string;
  /** Position of the first symbol as a share of the distance, so that the symbols of two lines do not meet. */
  readonly share: number;
}

/** Paints a line's symbol at regular distances, so that lines can be distinguished without colour. */
export function paintSymbols(
  u: uPlot,
  { column, scale, share }: SymbolLine,
  hue: number,
  colour: string,
): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const values = u.data[column];
  const symbol = new Path2D(symbolOf(hue));
  ctx.save();
  ctx.fillStyle = token('surface');
  ctx.strokeStyle = colour;
  for (let left = share * SYMBOL_DISTANCE; left < bbox.width / ratio; left += SYMBOL_DISTANCE) {
    const index = lastKnown(values, u.posToIdx(left));
    const [at, value] = [u.data[0][index], values?.[index]];
    if (at === undefined || value === null || value === undefined) continue;
    const x = u.valToPos(at, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.save();
    ctx.translate(x, u.valToPos(value, scale, true));
    ctx.scale(ratio, ratio);
    ctx.lineWidth = 1.5;
    ctx.fill(symbol);
    ctx.stroke(symbol);
    ctx.restore();
  }
  ctx.restore();
}

/** Lines have values at different times, so a line's last value can be several positions before the given one. */
function lastKnown(values: uPlot.AlignedData[number] | undefined, from: number): number {
  let index = from;
  while (index > 0 && values?.[index] === undefined) index -= 1;
  return index;
}

/** Paints gaps with a grey hatch and their notes. */
export function paintGaps(u: uPlot, gaps: readonly ChartGap[]): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  for (const gap of gaps) {
    const left = Math.max(bbox.left, u.valToPos(gap.from / 1000, 'x', true));
    const right = Math.min(bbox.left + bbox.width, u.valToPos(gap.to / 1000, 'x', true));
    if (right - left < 1) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, right - left, bbox.height);
    ctx.clip();
    ctx.strokeStyle = token('unknown-fill');
    ctx.lineWidth = ratio;
    for (let x = left - bbox.height; x < right; x += 6 * ratio) {
      ctx.beginPath();
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
      ctx.stroke();
    }
    ctx.restore();
    if (gap.note !== undefined)
      paintNote(u, gap.note, right + 6 * ratio, bbox.top + bbox.height - 8 * ratio, left);
  }
}

/** Paints a dotted line at each point where the displayed data changes; the labels are beside the charts. */
export function paintBounds(u: uPlot, bounds: readonly ChartBound[]): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = token('ink-3');
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  for (const { at } of bounds) {
    const x = u.valToPos(at / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

function paintNote(u: uPlot, note: string, x: number, y: number, opposite: number): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = chartFont(ratio);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  const width = ctx.measureText(note).width;
  const fits = x + width < bbox.left + bbox.width;
  const at = fits ? x : Math.max(bbox.left, opposite - width - 6 * ratio);
  ctx.fillStyle = token('surface');
  ctx.globalAlpha = 0.85;
  ctx.fillRect(at - 2 * ratio, y - 11 * ratio, width + 4 * ratio, 15 * ratio);
  ctx.globalAlpha = 1;
  ctx.fillStyle = token('ink-2');
  ctx.fillText(note, at, y);
  ctx.restore();
}

/** Paints warning limits dashed amber and trip limits solid red, with labels at the end. */
export function paintLimits(u: uPlot, limits: readonly ChartLimit[], taken: number[]): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  for (const limit of limits) {
    const y = u.valToPos(limit.value, 'y', true);
    if (y < bbox.top - 1 || y > bbox.top + bbox.height + 1) continue;
    const trip = limit.kind === 'trip';
    ctx.save();
    ctx.strokeStyle = token(trip ? 'critical-fill' : 'warning-fill');
    ctx.lineWidth = 1.25 * ratio;
    if (!trip) ctx.setLineDash([5 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
    paintEndLabel(u, limit.label, y, token(trip ? 'critical-text' : 'warning-text'), 400, taken);
  }
}

/** Paints a label at the right end of a line, shifted vertically to avoid other labels. */
export function paintEndLabel(
  u: uPlot,
  label: string,
  y: number,
  colour: string,
  weight: number,
  taken: number[],
): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const height = 15 * ratio;
  const free = (candidate: number): boolean => taken.every((other) => Math.abs(other - candidate) >= height);
  let place = y;
  for (let step = 0; step < 12 && !free(place); step += 1) {
    place = y + (step % 2 === 0 ? 1 : -1) * Math.ceil((step + 1) / 2) * height;
  }
  taken.push(place);
  ctx.save();
  ctx.font = chartFont(ratio, weight);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colour;
  ctx.fillText(label, bbox.left + bbox.width + 8 * ratio, place);
  ctx.restore();
}

/**
 * Paints alarms as flags: a vertical line and a tinted label on top. Lines are painted first, so that none crosses a
 * label.
 */
export function paintFlags(u: uPlot, flags: readonly ChartFlag[]): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const shown = [...flags]
    .sort((a, b) => b.at - a.at)
    .map((flag) => ({ ...flag, x: u.valToPos(flag.at / 1000, 'x', true) }))
    .filter(({ x }) => x >= bbox.left && x <= bbox.left + bbox.width);
  ctx.save();
  for (const { x, tone } of shown) {
    ctx.strokeStyle = token(tone === 'neutral' ? 'ink-3' : `${tone}-fill`);
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash(tone === 'neutral' ? [2 * ratio, 3 * ratio] : []);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.font = chartFont(ratio, 500);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const rows: number[] = [];
  for (const { x, label, tone } of shown) {
    const width = ctx.measureText(label).width + 12 * ratio;
    const left = x - width < bbox.left ? x : x - width;
    let row = 0;
    while (rows[row] !== undefined && (rows[row] ?? 0) < left + width) row += 1;
    rows[row] = left;
    if (row >= 3) continue;
    const top = bbox.top + row * 20 * ratio;
    const words = tone === 'neutral' ? 'unknown' : tone;
    ctx.fillStyle = token(`${words}-tint`);
    ctx.fillRect(left, top, width, 18 * ratio);
    ctx.fillStyle = token(`${words}-text`);
    ctx.fillText(label, left + 6 * ratio, top + 9.5 * ratio);
  }
  ctx.restore();
}
