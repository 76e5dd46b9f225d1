import { isCreditedMonth, type PartyOnInvoice, type SellerOnInvoice } from '#invoicing';
import type { InvoiceDocument } from '../../domain/invoice-document.js';
import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import { fillPlaceholders, titleOf } from '../texts/texts.js';

const GAP = 24;
const COLUMN = (FRAME.width - GAP) / 2;
const RIGHT = FRAME.left + COLUMN + GAP;
const FACT_LABEL = 82;

/** Draws the seller and the title, and below them the buyer and the document's facts. */
export function drawHead(page: Page, invoice: InvoiceDocument): void {
  const { sheet, texts } = page;
  const { seller, buyer, number } = invoice;
  const title = titleOf(invoice.documentType, texts);
  let right = sheet.text(title, RIGHT, FRAME.top, COLUMN, {
    size: 22,
    bold: true,
    align: 'right',
    leading: 1.25,
  });
  right = sheet.text(number ?? texts.draft, RIGHT, right, COLUMN, {
    size: 13,
    bold: true,
    align: 'right',
    color: number === null ? INK.held : page.look.accent,
  });
  if (number === null)
    right = sheet.text(texts.draftNote, RIGHT, right, COLUMN, { ...STYLE.small, align: 'right' });
  drawParties(page, seller, buyer, factsOf(page, invoice), right);
}

/**
 * Draws the logo and the sender, and below them the recipient beside the document's facts.
 * @param titleEnd the lower end of the title beside the seller
 */
export function drawParties(
  page: Page,
  seller: SellerOnInvoice,
  buyer: PartyOnInvoice,
  facts: readonly (readonly [string, string])[],
  titleEnd = 0,
): void {
  const { sheet, texts } = page;
  const top = page.drawLogo(FRAME.left, FRAME.top);
  let left = sheet.text(seller.name, FRAME.left, top, COLUMN, { size: 13, bold: true, leading: 1.3 });
  left = sheet.text(
    linesOf(page, seller, [registrationsOf(seller.registrations), seller.email]),
    FRAME.left,
    left + 2,
    COLUMN,
    STYLE.small,
  );
  page.y = Math.max(left, titleEnd) + 14;
  page.drawRule(page.y, INK.faint);
  page.y += 12;

  let buyerEnd = sheet.text(texts.buyer, FRAME.left, page.y, COLUMN, STYLE.label);
  buyerEnd = sheet.text(buyer.name, FRAME.left, buyerEnd, COLUMN, { ...STYLE.heading, size: 11 });
  buyerEnd = sheet.text(linesOf(page, buyer, []), FRAME.left, buyerEnd + 1, COLUMN, STYLE.body);
  let factsEnd = page.y;
  for (const [label, value] of facts) {
    const labelEnd = sheet.text(label, RIGHT, factsEnd + 1.2, FACT_LABEL, STYLE.label);
    const valueEnd = sheet.text(value, RIGHT + FACT_LABEL + 8, factsEnd, COLUMN - FACT_LABEL - 8, {
      ...STYLE.body,
      align: 'right',
    });
    factsEnd = Math.max(labelEnd, valueEnd) + 1.5;
  }
  page.y = Math.max(buyerEnd, factsEnd) + 14;
}

/** Returns the document's facts without its number and currency, which are printed elsewhere. */
function factsOf(page: Page, invoice: InvoiceDocument): [string, string][] {
  const {
    texts: { facts },
    formatter,
  } = page;
  const { issuedOn, paymentDays, original, reason, buyer } = invoice;
  const isCredit = isCreditedMonth(invoice);
  const dueOn = isCredit ? null : invoice.dueOn;
  const order = buyer.order;
  const all: [string, string | null][] = [
    [facts.original, original],
    [facts.reason, reason === '' ? null : reason],
    [facts.issued, issuedOn && formatter.date(issuedOn)],
    [facts.service, formatter.days(invoice.serviceFrom, invoice.serviceTo)],
    [facts.taxPoint, formatter.date(invoice.taxPoint)],
    [facts.due, dueOn && formatter.date(dueOn)],
    [facts.terms, dueOn === null && !isCredit ? fillPlaceholders(facts.days, { days: paymentDays }) : null],
    [
      invoice.contracts.length === 1 ? facts.contract : facts.contracts,
      invoice.contracts.map((contract) => contract.number).join(', '),
    ],
    [facts.order, order?.number ?? null],
    [facts.reference, order?.reference ? order.reference : null],
  ];
  return all.filter((fact): fact is [string, string] => fact[1] !== null);
}

/** Returns the address, the tax numbers and further details, one per line. */
function linesOf(page: Page, party: PartyOnInvoice, more: readonly string[]): string {
  const { street, postalCode, city, country, taxIds } = party;
  const cityLine = [postalCode, city].filter((part) => part !== '').join(' ');
  const countryName = new Intl.DisplayNames([page.texts.locale], { type: 'region' }).of(country) ?? country;
  return [
    street,
    [cityLine, countryName].filter((part) => part !== '').join(', '),
    registrationsOf(taxIds),
    ...more,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Returns a company's registration numbers with their local names. */
function registrationsOf(numbers: Readonly<Record<string, string>>): string {
  return Object.entries(numbers)
    .filter(([, value]) => value.trim() !== '')
    .map(([key, value]) => `${NUMBER_NAMES[key] ?? key.toUpperCase()} ${value}`)
    .join(' · ');
}

const NUMBER_NAMES: Readonly<Record<string, string>> = {
  tax: 'Tax ID',
  npwp16: 'NPWP',
  nib: 'NIB',
  eu_vat: 'EU VAT',
};
