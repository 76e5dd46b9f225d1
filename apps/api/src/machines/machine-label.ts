import { create } from 'qrcode';

export interface MachineLabel {
  /** URL that the code opens. */
  readonly url: string;
  readonly serial: string;
  readonly model: string;
  readonly maker: string;
}

/** Quiet zone around a code in modules, as required by ISO/IEC 18004. */
const QUIET = 4;

/** Maximum number of characters of a line that fits next to the code. Longer lines are condensed. */
const LINE = 22;

/**
 * Returns a label for the machine as SVG, 90 by 40 mm: a QR code with the serial number, model and maker next to it.
 * The code stays readable if up to a quarter of it is damaged or dirty.
 */
export function composeMachineLabel({ url, serial, model, maker }: MachineLabel): string {
  const { modules } = create(url, { errorCorrectionLevel: 'Q' });
  const size = modules.size + 2 * QUIET;
  const dark: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) dark.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
    }
  }
  const line = (text: string, y: number, fontSize: number, weight: number): string => {
    const fit = text.length > LINE ? ` textLength="47" lengthAdjust="spacingAndGlyphs"` : '';
    return `<text x="41" y="${y}" font-size="${fontSize}" font-weight="${weight}"${fit}>${escapeXml(text)}</text>`;
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="90mm" height="40mm" viewBox="0 0 90 40">`,
    `<title>${escapeXml(serial)}</title>`,
    `<rect width="90" height="40" fill="#fff"/>`,
    `<svg x="0" y="0" width="40" height="40" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${dark.join('')}"/></svg>`,
    `<g font-family="Inter, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', Arial, sans-serif">`,
    line(serial, 14, 5, 600),
    line(model, 22, 3.6, 400),
    line(maker, 34, 3.2, 400),
    `</g></svg>`,
  ].join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
