/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { buildGroupDocument, buildInvoice, buildLine } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { GroupDocument } from '../../../api/types.js';
import { GroupActions } from './group-actions.js';

const ROUTE = 'POST /bill-groups/g-1/documents/2026-10';
const HELD = buildLine({
  id: 'held-1',
  position: 2,
  amount: null,
  net: null,
  params: { heldQuantity: '40' },
});
const OTHER = { ...HELD, id: 'held-2', params: { heldQuantity: '7' } };

const open = async (verb: 'approve' | 'issue' | 'reopen', document: GroupDocument) => {
  const api = fakeApi({
    [`${ROUTE}/approve`]: json({}),
    [`${ROUTE}/issue`]: json({ number: 'PL-9' }),
    [`${ROUTE}/reopen`]: json({}),
    'GET /invoices/*/issue-preview': problem(404, 'api.not_found'),
  });
  await renderPortal(<GroupActions document={document} />, {
    session: { permissions: ['invoices.approve', 'invoices.issue'] },
  });
  await page.getByRole('button', { name: text(`maker:invoice.${verb}`), exact: true }).click();
  const dialog = page.getByRole('dialog');
  const send = async () => {
    await dialog.getByRole('button', { name: text(`maker:invoice.${verb}`), exact: true }).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    return api.changes()[0]!;
  };
  return { dialog, send };
};

describe('the approval of a group document', () => {
  it('assigns each ticked line on hold to its own contract', async () => {
    const { dialog, send } = await open(
      'approve',
      buildGroupDocument({
        contracts: [
          buildInvoice({ lines: [buildLine(), HELD] }),
          buildInvoice({ id: 'i-2', version: 5, contract: { id: 'c-2', number: 'C-2' }, lines: [OTHER] }),
        ],
      }),
    );
    await dialog.getByRole('checkbox', { name: /^C-2 · .*7.m³/ }).click();
    await dialog.getByLabelText(text('maker:invoice.note')).fill('Both plants checked');
    const sent = await send();
    expect(sent.body).toEqual({
      invoices: [
        { invoiceId: 'i-1', version: 3, contentHash: 'hash-3', heldLineIds: [] },
        { invoiceId: 'i-2', version: 5, contentHash: 'hash-3', heldLineIds: ['held-2'] },
      ],
      why: 'Both plants checked',
    });
    expect(sent.headers.get('idempotency-key')).not.toBeNull();
  });

  it('names all contracts and the gross amount of the document', async () => {
    const { dialog } = await open('approve', buildGroupDocument());
    const effect = text('maker:group.approveEffect', { gross: '246.00\u00a0EUR', contracts: 'C-1, C-2' });
    await expect.element(dialog.getByText(effect)).toBeVisible();
  });

  it('names contracts that stay on hold, and offers none of their lines', async () => {
    const { dialog, send } = await open(
      'approve',
      buildGroupDocument({
        state: 'held',
        group: { id: 'g-1', name: 'Bekasi plants', whenHeld: 'go_on' },
        contracts: [
          buildInvoice(),
          buildInvoice({
            id: 'i-2',
            version: 5,
            contract: { id: 'c-2', number: 'C-2' },
            state: 'held',
            lines: [HELD],
          }),
        ],
      }),
    );
    const effect = text('maker:group.approveWithout', { held: 'C-2', contracts: 'C-1' });
    await expect.element(dialog.getByText(effect)).toBeVisible();
    expect(dialog.getByRole('checkbox').elements()).toHaveLength(0);
    // The server checks the displayed version of every contract, including those on hold.
    expect((await send()).body).toMatchObject({
      invoices: [
        { invoiceId: 'i-1', version: 3 },
        { invoiceId: 'i-2', version: 5 },
      ],
    });
  });
});

describe('a decision about an approved group document', () => {
  const approved = buildGroupDocument({ state: 'approved' });

  it('issues the displayed version of each contract on the entered day', async () => {
    const { dialog, send } = await open('issue', approved);
    await dialog.getByLabelText(text('maker:invoice.issueDay')).fill('2026-11-05');
    expect((await send()).body).toEqual({
      invoices: [
        { invoiceId: 'i-1', version: 3, contentHash: 'hash-3' },
        { invoiceId: 'i-2', version: 5, contentHash: 'hash-5' },
      ],
      issuedOn: '2026-11-05',
    });
  });

  it('reopens all contracts for one reason', async () => {
    const { dialog, send } = await open('reopen', approved);
    await expect.element(dialog.getByText(text('maker:group.reopenEffect'))).toBeVisible();
    await dialog.getByLabelText(text('maker:invoice.why')).fill('Late readings');
    expect((await send()).body).toEqual({
      invoices: [
        { invoiceId: 'i-1', version: 3 },
        { invoiceId: 'i-2', version: 5 },
      ],
      why: 'Late readings',
    });
  });
});
