import PDFDocument from 'pdfkit';
import { DOCUMENT_LANGUAGES, renderInvoice } from '#documents';
import { describedInvoice } from '../test/support/invoice-document.js';
import { formatCount, formatTable } from '../measure/support/table.js';

const SECONDS = 10;

/** Measures how many PDF invoices are created per minute on one core. @param argv `--seconds N` per row (10) */
export async function benchInvoices(argv: readonly string[]): Promise<void> {
  const seconds = Number(argv[argv.indexOf('--seconds') + 1]) || SECONDS;
  const limit = await measure(seconds, emptyPage);
  const rows: [string, string, string][] = [
    ['Reference: empty page by the PDF library', formatCount(limit.aMinute), 'per minute'],
  ];
  for (const [what, lines] of [
    ['3 lines', 3],
    ['60 lines, 4 pages', 60],
  ] as const)
    for (const language of lines === 3 ? DOCUMENT_LANGUAGES : (['en', 'zh'] as const)) {
      const invoice = describedInvoice(lines);
      const { aMinute, bytes } = await measure(seconds, () =>
        renderInvoice(invoice, language, 'https://air.example'),
      );
      const share = ((100 * aMinute) / limit.aMinute).toFixed(1);
      rows.push([
        `${what}, ${language}`,
        formatCount(aMinute),
        `per minute, ${share}% of the reference, ${formatCount(bytes)} bytes each`,
      ]);
    }
  console.log(`\n${formatTable(rows)}`);
}

async function measure(
  seconds: number,
  make: () => Promise<Buffer>,
): Promise<{ aMinute: number; bytes: number }> {
  let bytes = (await make()).length;
  const from = performance.now();
  let made = 0;
  for (; performance.now() - from < seconds * 1000; made++) bytes = (await make()).length;
  return { aMinute: Math.round((made * 60_000) / (performance.now() - from)), bytes };
}

function emptyPage(): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4' });
  const pieces: Buffer[] = [];
  pdf.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<Buffer>((resolve) => pdf.on('end', () => resolve(Buffer.concat(pieces))));
  pdf.end();
  return ended;
}
