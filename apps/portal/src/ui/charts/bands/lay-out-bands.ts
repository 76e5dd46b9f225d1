/** A page of the portal with its search parameters. */
export interface BandLink {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

/** A period with a name, such as an alarm or a visit. Times are in epoch ms. */
export interface ChartBand {
  readonly key: string;
  readonly from: number;
  /** End of the period; null if it has not ended. */
  readonly to: number | null;
  readonly label: string;
  /** The complete description with times, for screen readers and as a tooltip. */
  readonly detail: string;
  readonly tone: 'critical' | 'warning' | 'neutral' | 'planned';
  /** Page of the record. */
  readonly link?: BandLink;
}

/** A band with its place in a lane. Lengths are in px from the left of the plotting area. */
export interface PlacedBand {
  readonly band: ChartBand;
  readonly row: number;
  readonly barLeft: number;
  readonly barWidth: number;
  readonly labelLeft: number;
  readonly labelWidth: number;
}

interface Lane {
  readonly from: number;
  readonly to: number;
  /** Width of the plotting area. */
  readonly width: number;
  readonly rows: number;
}

/** Shortest bar that can be seen. */
const MIN_BAR = 4;
/** Icon and space of a label. */
const LABEL_EXTRA = 24;
const LETTER = 6.2;
const WIDE_LETTER = 11.5;
const GAP = 6;

/** Estimates the width of a label in the chart's font. Chinese characters are as wide as they are tall. */
export function estimateLabelWidth(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > '\u2e7f' ? WIDE_LETTER : LETTER), LABEL_EXTRA);
}

/**
 * Places bands in the rows of a lane, so that no labels overlap. A bar has the length of its period, but at least
 * `MIN_BAR`; its label begins with it, unless it would leave the plotting area. Bands for which no row is free are
 * returned in `rest`.
 */
export function layOutBands(
  bands: readonly ChartBand[],
  { from, to, width, rows }: Lane,
): { readonly placed: readonly PlacedBand[]; readonly rest: readonly ChartBand[] } {
  const toPx = (at: number): number => ((Math.min(Math.max(at, from), to) - from) / (to - from)) * width;
  const ends = new Array<number>(rows).fill(-Infinity);
  const placed: PlacedBand[] = [];
  const rest: ChartBand[] = [];
  const inside = bands.filter((band) => band.from < to && (band.to ?? Infinity) > from);
  const wanted = inside.map((band) => {
    const barLeft = Math.min(toPx(band.from), width - MIN_BAR);
    const barWidth = Math.max(MIN_BAR, toPx(band.to ?? to) - barLeft);
    const labelWidth = Math.min(estimateLabelWidth(band.label), width);
    return {
      band,
      barLeft,
      barWidth,
      labelWidth,
      labelLeft: Math.max(0, Math.min(barLeft, width - labelWidth)),
    };
  });
  for (const one of wanted.sort((a, b) => a.labelLeft - b.labelLeft || a.band.from - b.band.from)) {
    const row = ends.findIndex((end) => end + GAP <= Math.min(one.barLeft, one.labelLeft));
    if (row === -1) {
      rest.push(one.band);
      continue;
    }
    ends[row] = Math.max(one.barLeft + one.barWidth, one.labelLeft + one.labelWidth);
    placed.push({ ...one, row });
  }
  return { placed, rest };
}
