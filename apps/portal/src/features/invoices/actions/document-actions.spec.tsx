/// <reference types="vitest/globals" />
import { buildGroupDocument, buildInvoice } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { buttonsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { GroupDocument, Invoice } from '../../../api/types.js';
import { GroupActions } from './group-actions.js';
import { InvoiceActions } from './invoice-actions.js';

const ALL = ['invoices.approve', 'invoices.issue', 'invoices.draft'];
const GROUP = { id: 'g-1', name: 'Bekasi plants', month: '2026-10' };
type Verb = 'approve' | 'reopen' | 'issue' | 'credit' | 'compare';

const actionsOf = async (change: Partial<Invoice>, permissions: readonly string[] = ALL) => {
  const screen = await renderPortal(<InvoiceActions invoice={buildInvoice(change)} />, {
    session: { permissions: [...permissions] },
  });
  return buttonsOf(screen.container);
};
const named = (verbs: readonly Verb[]) => verbs.map((verb) => text(`maker:invoice.${verb}`));

describe('the actions on an invoice', () => {
  it.each<[string, Partial<Invoice>, readonly Verb[]]>([
    ['draft', { state: 'draft' }, ['approve']],
    ['held draft', { state: 'held' }, []],
    ['approved invoice', { state: 'approved' }, ['reopen', 'issue']],
    ['issued invoice', { state: 'issued', number: 'PL-1' }, ['credit', 'compare']],
    ['credited invoice', { state: 'credited', number: 'PL-1' }, ['compare']],
    [
      'issued credit note',
      { state: 'issued', number: 'PL-2', kind: 'credit_note', documentType: 'credit_note' },
      [],
    ],
    [
      'issued correction that increases a month',
      { state: 'issued', number: 'PL-3', kind: 'correction', documentType: 'correction' },
      ['credit'],
    ],
    [
      'issued correction that reduces a month',
      { state: 'issued', number: 'PL-4', kind: 'correction', documentType: 'credit_note' },
      [],
    ],
    ['draft in a group', { state: 'draft', billGroup: GROUP }, []],
    ['approved invoice in a group', { state: 'approved', billGroup: GROUP }, []],
    [
      'issued invoice in a group',
      { state: 'issued', number: 'PL-1', billGroup: GROUP },
      ['credit', 'compare'],
    ],
  ])('fit its state: %s', async (_, change, verbs) => {
    expect(await actionsOf(change)).toEqual(named(verbs));
  });

  it.each<[string, Partial<Invoice>, readonly Verb[]]>([
    ['invoices.approve', { state: 'draft' }, ['approve']],
    ['invoices.issue', { state: 'draft' }, []],
    ['invoices.approve', { state: 'approved' }, ['reopen']],
    ['invoices.issue', { state: 'approved' }, ['issue']],
    ['invoices.approve', { state: 'issued', number: 'PL-1' }, []],
    ['invoices.issue', { state: 'issued', number: 'PL-1' }, ['credit']],
    ['invoices.draft', { state: 'issued', number: 'PL-1' }, ['compare']],
  ])('need a permission: %s of %j', async (permission, change, verbs) => {
    expect(await actionsOf(change, [permission])).toEqual(named(verbs));
  });
});

describe('the actions on a group document', () => {
  it.each<[GroupDocument['state'], GroupDocument['group']['whenHeld'], readonly Verb[]]>([
    ['draft', 'wait', ['approve']],
    ['held', 'wait', []],
    ['held', 'go_on', ['approve']],
    ['approved', 'wait', ['reopen', 'issue']],
    ['issued', 'wait', []],
  ])('fit its state: %s of a group that would %s', async (state, whenHeld, verbs) => {
    const document = buildGroupDocument({ state, group: { id: 'g-1', name: 'Bekasi plants', whenHeld } });
    const screen = await renderPortal(<GroupActions document={document} />, {
      session: { permissions: ALL },
    });
    expect(buttonsOf(screen.container)).toEqual(named(verbs));
  });
});
