import type { Page } from 'playwright-core';
import { linesOnHold } from '../../../apps/portal/src/features/invoices/actions/lines-on-hold.js';
import { fetchJson } from '../../support/browser.js';
import { post } from '../office.js';

/** A document with its open amount in cents. */
export interface IssuedDocument {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly cents: number;
  readonly creditorReference: string;
}

interface Draft {
  readonly id: string;
  readonly periodTo: string;
  readonly currency: string;
  readonly customer: { readonly name: string };
}

interface Invoice {
  readonly lines: Parameters<typeof linesOnHold>[0]['lines'];
  readonly version: number;
  readonly contentHash: string;
  readonly payable: { readonly amount: string };
  readonly paymentReference: { readonly number: string; readonly creditorReference: string | null } | null;
}

const CURRENCY = 'PLN';

const centsOf = (amount: string): number => Math.round(Number(amount) * 100);
const toDecimal = (cents: number): string => (Math.abs(cents) / 100).toFixed(2);

/**
 * Approves and issues the given customers' drafts in zlotys that have a positive amount and are for an ended period.
 * Returns the invoices, largest first.
 */
export async function issueInvoices(
  page: Page,
  customers: readonly string[],
  today: string,
): Promise<IssuedDocument[]> {
  const { items } = await fetchJson<{ items: Draft[] }>(page, '/invoices?state=draft&limit=200');
  const due = items.filter(
    ({ currency, periodTo, customer }) =>
      currency === CURRENCY && periodTo <= today && customers.some((name) => customer.name.startsWith(name)),
  );
  const issued: IssuedDocument[] = [];
  for (const { id, customer } of due) {
    const draft = await fetchJson<Invoice>(page, `/invoices/${id}`);
    if (centsOf(draft.payable.amount) <= 0) continue;
    const { version, contentHash } = draft;
    const heldLineIds = linesOnHold(draft).map((line) => line.id);
    await post(page, `/invoices/${id}/approve`, { version, contentHash, heldLineIds, why: '' });
    const approved = await fetchJson<Invoice>(page, `/invoices/${id}`);
    await post(page, `/invoices/${id}/issue`, {
      version: approved.version,
      contentHash: approved.contentHash,
    });
    const { paymentReference, payable } = await fetchJson<Invoice>(page, `/invoices/${id}`);
    issued.push({
      ...{ id, customer: customer.name, cents: centsOf(payable.amount) },
      ...{ number: paymentReference!.number, creditorReference: paymentReference!.creditorReference! },
    });
  }
  return issued.toSorted((a, b) => b.cents - a.cents);
}

/** Returns the number of an approved account for payments in zlotys. */
export async function findAccount(page: Page): Promise<string> {
  const { items } = await fetchJson<{ items: { account: string; state: string; currency: string | null }[] }>(
    page,
    '/bank-accounts',
  );
  const found = items.find(
    ({ account, state, currency }) =>
      state === 'approved' && account.startsWith('PL') && (currency === null || currency === CURRENCY),
  );
  if (found === undefined) throw new Error('The demo world has no approved account for zlotys');
  return found.account;
}

export interface Booked {
  /** Amount in cents; negative for an outgoing payment. */
  readonly cents: number;
  readonly name: string;
  readonly text: string;
}

/** Writes a statement in CAMT.053 with balances that add up. */
export function writeStatement(account: string, day: string, lines: readonly Booked[]): string {
  const opening = 1_000_000;
  const side = (cents: number): string => (cents < 0 ? 'DBIT' : 'CRDT');
  const amount = (cents: number): string =>
    `<Amt Ccy="${CURRENCY}">${toDecimal(cents)}</Amt><CdtDbtInd>${side(cents)}</CdtDbtInd>`;
  const balance = (code: string, cents: number): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(cents)}</Bal>`;
  const entries = lines.map(({ cents, name, text }, at) => {
    const party = cents < 0 ? 'Cdtr' : 'Dbtr';
    return (
      `<Ntry>${amount(cents)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>R${at}</AcctSvcrRef>` +
      `<NtryDtls><TxDtls><RltdPties><${party}><Pty><Nm>${name}</Nm></Pty></${party}></RltdPties>` +
      `<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
    );
  });
  const closing = lines.reduce((sum, { cents }) => sum + cents, opening);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>',
    `<Stmt><Id>2026/221</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>${CURRENCY}</Ccy></Acct>`,
    balance('OPBD', opening),
    balance('CLBD', closing),
    ...entries,
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('\n');
}

/** Uploads a statement and imports all of its lines. */
export async function importStatement(page: Page, name: string, content: string): Promise<void> {
  await page.goto('/receivables/statements');
  await page
    .locator('main input[type=file]')
    .setInputFiles({ name, mimeType: 'text/xml', buffer: Buffer.from(content) });
  await page.getByRole('button', { name: /^Import \d+ lines?$/ }).click();
  await page.getByRole('heading', { name: 'Imported lines' }).waitFor();
}

/** Waits until a payment is shown. */
export async function seePayment(page: Page, payer: string): Promise<void> {
  await page.getByRole('article').getByRole('heading', { name: payer }).waitFor();
}

/** Returns the open amount of a document in cents. */
export async function openOf(page: Page, { id }: IssuedDocument): Promise<number> {
  const { open } = await fetchJson<{ open: { amount: string } }>(page, `/open-items/${id}`);
  return centsOf(open.amount);
}

/** Returns the number of payments with an unapplied amount. */
export async function countUnapplied(page: Page): Promise<number> {
  return (await fetchJson<{ items: unknown[] }>(page, '/payments?unapplied=true&limit=200')).items.length;
}
