import type { DocumentLanguage, InvoiceDocument } from '../domain/invoice-document.js';
import { Page } from '../sheet/page.js';
import { Formatter } from '../sheet/formatter.js';
import { drawFoot } from './parts/foot.js';
import { drawHead } from './parts/head.js';
import { drawHeld } from './parts/held.js';
import { drawLines } from './parts/lines.js';
import { drawPayment } from './parts/payment.js';
import { drawProof } from './parts/proof.js';
import { drawTotals } from './parts/totals.js';
import { drawUsage } from './parts/usage.js';
import { textsOf, titleOf } from './texts/texts.js';

/**
 * Fixed date: a document must not depend on the time of printing, because the same invoice must give the same bytes.
 */
const FIXED_DATE = new Date(Date.UTC(2000, 0, 1));

/**
 * Renders an invoice as a PDF (A4) in a language. Equal invoices give equal bytes.
 * @param portalUrl address of the portal, without a trailing slash
 */
export async function renderInvoice(
  invoice: InvoiceDocument,
  language: DocumentLanguage,
  portalUrl: string,
): Promise<Buffer> {
  // Loads the PDF library with the first document, because loading takes 0.2 seconds, which would delay the start of
  // every process.
  const { Sheet } = await import('../sheet/sheet.js');
  const texts = textsOf(language);
  const title = [titleOf(invoice.documentType, texts), invoice.number ?? texts.draft].join(' ');
  const roots = invoice.contracts.flatMap(({ root }) => root ?? []);
  const sheet = new Sheet({
    lang: texts.locale,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: title,
      Author: invoice.seller.name,
      Subject: invoice.contracts.map(({ number }) => number).join(', '),
      Creator: 'Dutycycle',
      Producer: 'Dutycycle',
      CreationDate: FIXED_DATE,
      ModDate: FIXED_DATE,
      // Lets verifiers of a proof pack find its root without reading the page.
      ...(roots.length > 0 && { Keywords: roots.map((root) => `proof-root:${root}`).join(' ') }),
    },
  });
  const page = new Page(sheet, texts, new Formatter(texts), invoice.look, invoice.number === null);
  drawHead(page, invoice);
  drawLines(page, invoice);
  drawTotals(page, invoice);
  drawHeld(page, invoice);
  drawPayment(page, invoice);
  drawUsage(page, invoice);
  drawProof(page, invoice, `${portalUrl}/verify`);
  drawFoot(page, `${invoice.seller.name} · ${invoice.number ?? texts.draft}`);
  return sheet.finish();
}
