import { saveBlob } from '../../tables/export/save-blob.js';
import { token } from '../chart-paint.js';
import { HUES, symbolOf } from '../chart-symbols.js';
import { LANE_ROW_HEIGHT, LANE_ROWS } from '../bands/band-lane.js';
import { type ChartBand, layOutBands } from '../bands/lay-out-bands.js';
import type { LegendEntry } from '../legend/chart-legend.js';

/** A chart on the page, with its name and legend. */
export interface PicturePart {
  readonly canvas: HTMLCanvasElement;
  /** Name of the chart, if there are several. */
  readonly title: string;
  readonly legend: readonly LegendEntry[];
}

export interface Picture {
  readonly title: string;
  /** Window, resolution and time zone. */
  readonly note: string;
  readonly parts: readonly PicturePart[];
  readonly bands: readonly ChartBand[];
  readonly from: number;
  readonly to: number;
  /** Position of the plotting area, in px. */
  readonly plot: { readonly left: number; readonly width: number };
}

const MARGIN = 20;
const LINE = 20;
const FAMILY = "'Inter Variable', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** Draws the charts of a page with their title, legend and bands into one picture, in the page's colours. */
export function drawPicture({ title, note, parts, bands, from, to, plot }: Picture): HTMLCanvasElement {
  const ratio = devicePixelRatio;
  const width = Math.max(...parts.map(({ canvas }) => canvas.width / ratio), 320);
  const { placed } = layOutBands(bands, { from, to, width: plot.width, rows: LANE_ROWS });
  const rows = placed.length === 0 ? 0 : Math.max(...placed.map(({ row }) => row)) + 1;
  const chartsHeight = parts.reduce(
    (sum, part) =>
      sum + part.canvas.height / ratio + (part.legend.length + (part.title === '' ? 0 : 1)) * LINE + 8,
    0,
  );
  const picture = document.createElement('canvas');
  picture.width = (width + 2 * MARGIN) * ratio;
  picture.height = (2 * MARGIN + 2 * LINE + 8 + rows * LANE_ROW_HEIGHT + chartsHeight) * ratio;
  const ctx = picture.getContext('2d');
  if (ctx === null) throw new Error('The browser has no canvas');
  ctx.scale(ratio, ratio);
  ctx.fillStyle = token('surface');
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.textBaseline = 'middle';
  let top = MARGIN;
  writeText(ctx, title, MARGIN, top + LINE / 2, 'ink-1', `600 15px ${FAMILY}`);
  top += LINE;
  writeText(ctx, note, MARGIN, top + LINE / 2, 'ink-2', `400 12px ${FAMILY}`);
  top += LINE + 8;
  for (const { band, row, barLeft, barWidth, labelLeft } of placed) {
    const colour =
      band.tone === 'planned' ? 'accent' : band.tone === 'neutral' ? 'ink-2' : `${band.tone}-text`;
    const y = top + row * LANE_ROW_HEIGHT;
    const left = MARGIN + plot.left;
    writeText(ctx, band.label, left + labelLeft, y + 8, colour, `400 11px ${FAMILY}`);
    ctx.fillRect(left + barLeft, y + 17, barWidth, 4);
  }
  top += rows * LANE_ROW_HEIGHT;
  for (const { canvas, title: name, legend } of parts) {
    if (name !== '') {
      writeText(ctx, name, MARGIN, top + LINE / 2, 'ink-2', `500 12px ${FAMILY}`);
      top += LINE;
    }
    for (const entry of legend) {
      drawEntry(ctx, entry, MARGIN, top + LINE / 2);
      top += LINE;
    }
    ctx.drawImage(canvas, MARGIN, top, canvas.width / ratio, canvas.height / ratio);
    top += canvas.height / ratio + 8;
  }
  return picture;
}

function writeText(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  font: string,
): void {
  ctx.fillStyle = token(colour);
  ctx.font = font;
  ctx.fillText(text, x, y);
}

function drawEntry(ctx: CanvasRenderingContext2D, entry: LegendEntry, x: number, y: number): void {
  ctx.save();
  ctx.translate(x + 13, y);
  ctx.strokeStyle = token(`series-${((entry.hue - 1) % HUES) + 1}`);
  ctx.lineWidth = 1.5;
  ctx.setLineDash(entry.isEarlier === true ? [5, 3] : []);
  ctx.beginPath();
  ctx.moveTo(-13, 0);
  ctx.lineTo(13, 0);
  ctx.stroke();
  ctx.setLineDash([]);
  if (entry.hasSymbol === true) {
    const symbol = new Path2D(symbolOf(entry.hue));
    ctx.fillStyle = token('surface');
    ctx.fill(symbol);
    ctx.stroke(symbol);
  }
  ctx.restore();
  writeText(
    ctx,
    [entry.label, entry.note].filter(Boolean).join('  '),
    x + 34,
    y,
    'ink-1',
    `400 12px ${FAMILY}`,
  );
}

/** Saves a picture as a PNG file in the browser's downloads. */
export async function savePicture(picture: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The browser cannot write PNG files');
  saveBlob(blob, `${name}.png`);
}
