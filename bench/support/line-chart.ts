/** One line of a panel. A single point is drawn as a mark with its name next to it. */
export interface ChartLine {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface ChartPanel {
  readonly title: string;
  /** Label below the x axis. */
  readonly xName: string;
  /** The x values that have a label; x has a logarithmic scale. */
  readonly xs: readonly number[];
  readonly format: (y: number) => string;
  readonly lines: readonly ChartLine[];
}

const WIDTH = 340;
const PLOT = 190;
const LEFT = 76;
const RIGHT = 24;
const TOP = 44;
/** Height of the labels and the name of the x axis; the legend is below them. */
const AXIS = 42;
const LEGEND_LINE = 14;
const COLOURS = ['#1f6feb', '#d97706', '#0f766e', '#7c3aed'];
const GRID_LINES = 4;

/** Draws panels side by side as an SVG, readable on light and dark pages. */
export function drawPanels(panels: readonly ChartPanel[]): string {
  const width = WIDTH * panels.length;
  const legend = Math.max(...panels.map(({ lines }) => lines.length)) * LEGEND_LINE;
  const height = TOP + PLOT + AXIS + legend + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11">`,
    `<rect width="${width}" height="${height}" rx="6" fill="#ffffff"/>`,
    ...panels.map((panel, index) => `<g transform="translate(${index * WIDTH} 0)">${drawPanel(panel)}</g>`),
    '</svg>\n',
  ].join('\n');
}

function drawPanel({ title, xName, xs, format, lines }: ChartPanel): string {
  const top = niceCeiling(Math.max(...lines.flatMap(({ points }) => points.map(([, y]) => y))));
  const [first, last] = [Math.log(xs[0]!), Math.log(xs.at(-1)!)];
  const toX = (x: number): number =>
    round(LEFT + ((Math.log(x) - first) / (last - first)) * (WIDTH - LEFT - RIGHT));
  const toY = (y: number): number => round(TOP + PLOT - (y / top) * PLOT);
  const parts = [
    `<text x="${LEFT}" y="22" font-size="13" font-weight="600" fill="#111827">${escape(title)}</text>`,
  ];
  for (let line = 0; line <= GRID_LINES; line++) {
    const value = (top * line) / GRID_LINES;
    parts.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${toY(value)}" y2="${toY(value)}" stroke="${line === 0 ? '#9ca3af' : '#e5e7eb'}"/>`,
      `<text x="${LEFT - 8}" y="${toY(value) + 4}" text-anchor="end" fill="#4b5563">${escape(format(value))}</text>`,
    );
  }
  for (const x of xs)
    parts.push(
      `<text x="${toX(x)}" y="${TOP + PLOT + 16}" text-anchor="middle" fill="#4b5563">${x.toLocaleString('en').replaceAll(',', ' ')}</text>`,
    );
  parts.push(
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${TOP + PLOT + 32}" text-anchor="middle" fill="#4b5563">${escape(xName)}</text>`,
  );
  for (const [index, { name, points }] of lines.entries()) {
    const colour = COLOURS[index % COLOURS.length]!;
    const coordinates = points.map(([x, y]) => `${toX(x)},${toY(y)}`);
    if (points.length > 1)
      parts.push(
        `<polyline points="${coordinates.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      );
    for (const [x, y] of points)
      parts.push(
        `<circle cx="${toX(x)}" cy="${toY(y)}" r="3.5" fill="${colour}"><title>${escape(`${name}: ${format(y)}`)}</title></circle>`,
      );
    const legendY = TOP + PLOT + AXIS + (index + 0.5) * LEGEND_LINE;
    parts.push(
      `<circle cx="${LEFT + 4}" cy="${legendY - 4}" r="3.5" fill="${colour}"/>`,
      `<text x="${LEFT + 13}" y="${legendY}" fill="#111827">${escape(name)}</text>`,
    );
  }
  return parts.join('\n');
}

/**
 * Returns the smallest number of at least `value` that is 1, 2, 2.5, 4, 5 or 8 times a power of ten, so that its
 * quarters are round too. Returns 1 if `value` is not positive.
 */
export function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 4, 5, 8, 10].find((each) => each * power >= value)!;
  return step * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
