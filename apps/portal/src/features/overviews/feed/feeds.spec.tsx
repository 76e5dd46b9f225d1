/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../../test/fake-api.js';
import { buildEvent } from '../../../../test/overview.js';
import { renderPage } from '../../../../test/render-page.js';
import { cellsOf, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { FeedEvent } from '../../../api/types.js';
import { DocumentsTab } from './documents-tab.js';
import { TimelineTab } from './timeline-tab.js';

const CUSTOMER = { kind: 'customer', id: 'cu-1', customerId: 'cu-1' } as const;
const SITE = { kind: 'site', id: 'si-1', customerId: 'cu-1' } as const;
const MACHINE = { id: 'ma-1', serial: 'BH75' };
const CONTRACT = { id: 'co-1', number: 'K-1' };
const INVOICE = { id: 'in-1', number: 'PL-7' };
const ALL = {
  permissions: ['fleet.read', 'contracts.read', 'invoices.read', 'packs.read', 'tickets.read', 'parts.read'],
};

describe('the timeline', () => {
  const EVENTS: readonly [FeedEvent, string, string][] = [
    [
      buildEvent('machine_arrived', { machine: MACHINE, site: { id: 'si-1', name: 'Plant 1' } }),
      '/fleet/ma-1?tab=life',
      'Plant 1',
    ],
    [
      buildEvent('contract_amended', {
        contract: CONTRACT,
        amendment: { id: 'am-1', number: 2, effectiveOn: '2026-12-01' },
        person: 'Marek',
      }),
      '/contracts/co-1',
      'Marek',
    ],
    [
      buildEvent('invoice_issued', {
        invoice: INVOICE,
        contract: CONTRACT,
        amount: { amount: '12.30', currency: 'PLN' },
        periodFrom: '2026-10-01',
      }),
      '/billing/in-1',
      '12.30 PLN',
    ],
    [
      buildEvent('invoice_issued', {
        id: 'of-a-group',
        invoice: INVOICE,
        contract: CONTRACT,
        group: { id: 'gr-1', month: '2026-10' },
      }),
      '/billing/groups/gr-1/2026-10',
      '',
    ],
    [
      buildEvent('credit_note_issued', {
        invoice: { id: 'cn-1', number: 'PL-8' },
        contract: CONTRACT,
        original: INVOICE,
        amount: { amount: '-2.00', currency: 'PLN' },
      }),
      '/billing/cn-1',
      'PL-7',
    ],
    [
      buildEvent('ticket_opened', {
        machine: MACHINE,
        ticket: { id: 'ti-1', number: 'TK-1', titleCode: '', titleParams: {}, description: 'Oil leak' },
      }),
      '/tickets/ti-1',
      'Oil leak',
    ],
    [
      buildEvent('alarm_raised', {
        machine: MACHINE,
        alarm: { id: 'al-1', code: 'A12', severity: 'critical', name: { en: 'Too hot' } },
      }),
      '/fleet/ma-1?tab=alarms',
      'Too hot',
    ],
    [
      buildEvent('dispute_decided', {
        invoice: INVOICE,
        dispute: { id: 'di-1', state: 'rejected', subject: 'quantity' },
      }),
      '/disputes/di-1',
      text('state.rejected'),
    ],
    [
      buildEvent('kit_sent', { machine: MACHINE, kit: { id: 'kd-1', code: 'KIT-2000' } }),
      '/parts?delivery=kd-1',
      'BH75',
    ],
  ];

  it.each(EVENTS)(
    'leads from an entry to its object, and says what it means (%#)',
    async (event, href, detail) => {
      fakeApi({ 'GET /customers/cu-1/timeline': page(event) });
      const { container } = await renderPage(<TimelineTab subject={CUSTOMER} />, { session: ALL });
      await eventually(() => expect(container.querySelectorAll('ol > li')).toHaveLength(1));
      expect(container.querySelector('ol a')?.getAttribute('href')).toBe(href);
      expect(textsOf(container, 'ol > li')[0]).toContain(detail);
    },
  );

  it('of a site shows its local time', async () => {
    fakeApi({ 'GET /sites/si-1/timeline': page(buildEvent('machine_left', { machine: MACHINE })) });
    const { container } = await renderPage(<TimelineTab subject={SITE} zone="Asia/Jakarta" />, {
      session: ALL,
    });
    await eventually(() => expect(textsOf(container, 'time')[0]).toContain('16:00'));
  });

  it('loads more, and only the chosen kinds', async () => {
    const api = fakeApi({
      'GET /customers/cu-1/timeline': ({ query }) =>
        json({
          items: [buildEvent('kit_sent', { id: query['cursor'] ?? 'first', machine: MACHINE })],
          next: query['cursor'] === undefined ? 'second' : null,
        }),
    });
    const { container } = await renderPage(<TimelineTab subject={CUSTOMER} />, {
      session: ALL,
      path: '/?show=kits',
    });
    await browser.getByRole('button', { name: text('action.more') }).click();
    await eventually(() => expect(container.querySelectorAll('ol > li')).toHaveLength(2));
    expect(api.requests[0]?.search).toContain('kit_sent');
    expect(api.requests[0]?.search).not.toContain('alarm');
  });

  it('is empty, or can be reloaded after an error', async () => {
    const api = fakeApi({ 'GET /customers/cu-1/timeline': problem(500, 'api.internal') });
    const screen = await renderPage(<TimelineTab subject={CUSTOMER} />, { session: ALL });
    api.answer('GET /customers/cu-1/timeline', page());
    await screen.getByRole('button', { name: text('error.retry') }).click();
    await expect.element(screen.getByText(text('maker:timeline.emptyTitle'))).toBeVisible();
  });
});

describe('the documents', () => {
  const document = (kind: string, change: object) => ({
    kind,
    id: `${kind}-1`,
    at: '2026-11-02T09:00:00Z',
    contract: null,
    amendment: null,
    invoice: null,
    group: null,
    original: null,
    ticket: null,
    machine: null,
    file: null,
    amount: null,
    periodFrom: null,
    ...change,
  });
  const hrefsOf = (container: Element): (string | null)[] =>
    [...container.querySelectorAll('[role=row][data-index] a')].map((link) => link.getAttribute('href'));

  it('have a page or a download', async () => {
    fakeApi({
      'GET /customers/cu-1/documents': page(
        document('invoice', {
          id: 'in-1',
          invoice: INVOICE,
          contract: CONTRACT,
          amount: { amount: '12.30', currency: 'PLN' },
        }),
        document('index_letter', {
          id: 'am-1',
          contract: CONTRACT,
          amendment: { id: 'am-1', number: 2, effectiveOn: '2026-12-01' },
        }),
        document('proof_pack', { id: 'pp-1', contract: CONTRACT, file: { name: 'proof.zip', bytes: 2048 } }),
        document('ticket_file', {
          id: 'fi-1',
          machine: MACHINE,
          ticket: { id: 'ti-1', number: 'TK-1', titleCode: '', titleParams: {}, description: 'Leak' },
          file: { name: 'photo.jpg', bytes: 10 },
        }),
      ),
    });
    const { container } = await renderPage(<DocumentsTab subject={CUSTOMER} />, { session: ALL });
    await eventually(() => expect(cellsOf(container)).toHaveLength(4));
    expect(cellsOf(container).map(([name, , about]) => [name, about])).toEqual([
      ['PL-7', 'K-1'],
      [text('maker:documents.letter', { number: 2 }), 'K-1'],
      ['proof.zip', 'K-1'],
      ['photo.jpg', 'TK-1'],
    ]);
    expect(hrefsOf(container)).toEqual([
      '/billing/in-1',
      '/contracts/co-1',
      '/api/v1/invoices/in-1/pdf',
      '/contracts/co-1',
      '/api/v1/contracts/co-1/amendments/am-1/letter',
      '/contracts/co-1',
      '/api/v1/proof-packs/pp-1/file',
      '/tickets/ti-1',
      '/api/v1/files/fi-1',
    ]);
  });

  it('of a site are asked for by kind', async () => {
    const api = fakeApi({ 'GET /sites/si-1/documents': page() });
    const screen = await renderPage(<DocumentsTab subject={SITE} />, {
      session: ALL,
      path: '/?kind=ticket_file',
    });
    await expect.element(screen.getByText(text('maker:documents.emptyTitle'))).toBeVisible();
    expect(api.requests[0]?.search).toContain('ticket_file');
  });
});
