import { BulkRunner } from '#invoicing';
import { systemScope } from '#platform';
import type { PersonOfWorld } from '../../support/world.js';
import { InvoiceFixture } from './invoice-fixture.js';

interface Preview {
  readonly ready: number;
  readonly refused: number;
  readonly heldLines: number;
  readonly totals: readonly { documents: number; total: { amount: string; currency: string } }[];
  readonly refusals: readonly {
    reason: { code: string };
    documents: number;
    examples: readonly { invoiceId: string; name: string }[];
  }[];
  readonly fingerprint: string;
  readonly code?: string;
}

interface Decision {
  readonly id: string;
  readonly state: string;
  readonly waiting: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  readonly requestedBy: string | null;
  readonly code?: string;
}

interface Item {
  readonly invoiceId: string;
  readonly outcome: string;
  readonly number: string | null;
  readonly reason: { readonly code: string } | null;
}

describe('decisions about many documents', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('bulk');
  });

  afterAll(() => fixture?.close());

  const preview = (body: object, as?: PersonOfWorld) =>
    fixture.call<Preview>('POST', '/bulk-decisions/preview', body, { as });
  const request = async (body: { action: string; selection: object; [more: string]: unknown }) => {
    const { action, selection, confirmsHeldLines } = body;
    const { body: seen } = await preview({ action, selection, confirmsHeldLines });
    return fixture.call<Decision>('POST', '/bulk-decisions', { ...body, fingerprint: seen.fingerprint });
  };
  const perform = (id: string) =>
    fixture.billing.app.get(BulkRunner).perform(systemScope(fixture.maker.makerId), id);
  const resultOf = async (id: string) => (await fixture.call<Decision>('GET', `/bulk-decisions/${id}`)).body;
  const itemsOf = async (id: string, query = '') =>
    (await fixture.call<{ items: Item[] }>('GET', `/bulk-decisions/${id}/items${query}`)).body.items;
  const putOnHold = (id: string) =>
    fixture.billing.sql(
      `update invoice set state = 'held', hold_reasons = '[{"code": "seller_incomplete", "params": {}}]' where id = $1`,
      [id],
    );
  const invoiceOf = async (id: string) => (await fixture.call('GET', `/invoices/${id}`)).body;
  const decide = async (action: string, ids: readonly string[], more: object = {}) => {
    const { body } = await request({ action, selection: { ids }, ...more });
    await perform(body.id);
    return body.id;
  };

  it('are previewed with totals by currency and the reasons of documents that are left', async () => {
    const ready = [await fixture.draft(), await fixture.draft(), await fixture.draft({ currency: 'EUR' })];
    const withHolds = await fixture.draft({ holds: 2 });
    const approved = await fixture.draft({ state: 'approved' });
    const { status, body } = await preview({
      action: 'approve',
      selection: { ids: [...ready, withHolds, approved] },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ready: 3,
      refused: 2,
      heldLines: 0,
      totals: [
        { documents: 1, total: { amount: '1230.00', currency: 'EUR' } },
        { documents: 2, total: { amount: '2460.00', currency: 'PLN' } },
      ],
    });
    expect(
      body.refusals.map(({ reason, documents, examples }) => [
        reason.code,
        documents,
        examples.map(({ invoiceId }) => invoiceId),
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['billing.held_not_confirmed', 1, [withHolds]],
        ['billing.transition_impossible', 1, [approved]],
      ]),
    );
    expect((await invoiceOf(ready[0]!)).state).toBe('draft');
  });

  it('approve each document, record who decided and why, and list what was left', async () => {
    const ready = [await fixture.draft(), await fixture.draft()];
    const held = await fixture.draft();
    await putOnHold(held);
    const { status, body } = await request({
      action: 'approve',
      selection: { ids: [...ready, held] },
      why: 'Checked together',
    });
    expect([status, body]).toMatchObject([202, { state: 'waiting', waiting: 2, refused: 1 }]);
    await perform(body.id);
    expect(await resultOf(body.id)).toMatchObject({
      state: 'done',
      waiting: 0,
      done: 2,
      refused: 1,
      failed: 0,
    });
    for (const id of ready) {
      expect((await invoiceOf(id)).state).toBe('approved');
      const { items } = (
        await fixture.call<{ items: { action: string; why: string; by: string }[] }>(
          'GET',
          `/invoices/${id}/decisions`,
        )
      ).body;
      expect(items).toMatchObject([{ action: 'approved', why: 'Checked together', by: 'finance' }]);
    }
    expect(await itemsOf(body.id, '?outcome=refused')).toMatchObject([
      { invoiceId: held, outcome: 'refused', reason: { code: 'billing.invoice_held' } },
    ]);
  });

  it('include lines on hold only if the person confirms it', async () => {
    const id = await fixture.draft({ holds: 1 });
    expect((await preview({ action: 'approve', selection: { ids: [id] } })).body.ready).toBe(0);
    const confirmed = { action: 'approve', selection: { ids: [id] }, confirmsHeldLines: true };
    expect((await preview(confirmed)).body).toMatchObject({ ready: 1, heldLines: 1 });
    await decide('approve', [id], { confirmsHeldLines: true });
    expect((await invoiceOf(id)).state).toBe('approved');
  });

  it('issue with consecutive numbers, and revoke approvals', async () => {
    const ids = [
      await fixture.draft({ state: 'approved' }),
      await fixture.draft({ state: 'approved' }),
      await fixture.draft({ state: 'approved' }),
    ];
    const issued = await decide('issue', ids);
    const numbers = (await itemsOf(issued)).map(({ number }) => Number(number?.slice(-5)));
    expect(numbers).toEqual([numbers[0], numbers[0]! + 1, numbers[0]! + 2]);
    const reopened = await fixture.draft({ state: 'approved' });
    await decide('reopen', [reopened]);
    expect((await invoiceOf(reopened)).state).toBe('draft');
  });

  it('are refused for a document that changed after the request, without affecting the others', async () => {
    const [changed, same] = [await fixture.draft(), await fixture.draft()];
    const { body } = await request({ action: 'approve', selection: { ids: [changed, same] } });
    await fixture.billing.sql(`update invoice set version = version + 1 where id = $1`, [changed]);
    await perform(body.id);
    expect(await resultOf(body.id)).toMatchObject({ done: 1, refused: 1 });
    expect(await itemsOf(body.id, '?outcome=refused')).toMatchObject([
      { invoiceId: changed, reason: { code: 'platform.version_mismatch' } },
    ]);
    expect((await invoiceOf(same)).state).toBe('approved');
  });

  it('continue after an interruption, and decide on no document twice', async () => {
    const ids = [await fixture.draft(), await fixture.draft()];
    const id = await decide('approve', ids);
    await fixture.billing.sql(
      `update bulk_decision_item set outcome = 'waiting' where decision_id = $1 and position = 1`,
      [id],
    );
    await fixture.billing.sql(`update job_progress set state = 'running' where id = $1`, [id]);
    await fixture.billing.sql(`update invoice set state = 'draft', version = 1 where id = $1`, [
      (await itemsOf(id))[1]!.invoiceId,
    ]);
    await perform(id);
    expect(await resultOf(id)).toMatchObject({ state: 'done', done: 2 });
    const decisions = await fixture.billing.sql<{ count: string }>(
      `select count(*) from money_decision where invoice_id = $1 and action = 'approved'`,
      [(await itemsOf(id))[0]!.invoiceId],
    );
    expect(decisions[0]!.count).toBe('1');
    await perform(id);
    expect(await resultOf(id)).toMatchObject({ done: 2, refused: 0 });
  });

  it('stop if the person loses the permission', async () => {
    const ids = [await fixture.draft()];
    const { body } = await request({ action: 'approve', selection: { ids } });
    const { membershipId } = fixture.finance;
    await fixture.billing.sql(`update membership set revoked_at = now() where id = $1`, [membershipId]);
    try {
      await perform(body.id);
    } finally {
      await fixture.billing.sql(`update membership set revoked_at = null where id = $1`, [membershipId]);
    }
    expect(await itemsOf(body.id)).toMatchObject([
      { outcome: 'refused', reason: { code: 'billing.bulk_permission_lost' } },
    ]);
    expect((await invoiceOf(ids[0]!)).state).toBe('draft');
  });

  it('need a second person above the limit', async () => {
    const [own, other] = [await fixture.draft(), await fixture.draft({ state: 'approved' })];
    await decide('approve', [own]);
    await fixture.billing.sql(`update legal_entity set four_eyes_limit = 1000 where maker_id = $1`, [
      fixture.maker.makerId,
    ]);
    try {
      const { body } = await preview({ action: 'issue', selection: { ids: [own, other] } });
      expect(body).toMatchObject({ ready: 1, refusals: [{ reason: { code: 'billing.four_eyes' } }] });
    } finally {
      await fixture.billing.sql(`update legal_entity set four_eyes_limit = null where maker_id = $1`, [
        fixture.maker.makerId,
      ]);
    }
  });

  it('can select all documents that match the filters of the list', async () => {
    await fixture.draft({ currency: 'CZK' });
    await fixture.draft({ currency: 'CZK' });
    const filter = { currency: 'CZK', month: '2026-10', state: 'draft' };
    expect((await preview({ action: 'approve', selection: { filter } })).body).toMatchObject({
      ready: 2,
      totals: [{ total: { currency: 'CZK', amount: '2460.00' } }],
    });
  });

  it.each<[string, object, number, string]>([
    ['no selection', {}, 422, 'billing.bulk_selection_ambiguous'],
    ['two selections', { ids: [crypto.randomUUID()], filter: {} }, 422, 'billing.bulk_selection_ambiguous'],
    ['an unknown document', { ids: [crypto.randomUUID()] }, 422, 'billing.bulk_empty'],
    ['an unknown run', { runId: crypto.randomUUID() }, 404, 'billing.run_not_found'],
  ])('are refused with %s', async (_what, selection, status, code) => {
    expect(await preview({ action: 'approve', selection })).toMatchObject({ status, body: { code } });
  });

  it('are refused if the selection has changed since the preview, or contains nothing to decide on', async () => {
    const id = await fixture.draft();
    const selection = { ids: [id] };
    const { body: seen } = await preview({ action: 'approve', selection });
    await fixture.billing.sql(`update invoice set version = version + 1 where id = $1`, [id]);
    const start = (fingerprint: string) =>
      fixture.call('POST', '/bulk-decisions', { action: 'approve', selection, fingerprint });
    expect(await start(seen.fingerprint)).toMatchObject({
      status: 409,
      body: { code: 'billing.bulk_selection_changed' },
    });
    await putOnHold(id);
    const { body: nothing } = await preview({ action: 'approve', selection });
    expect(await start(nothing.fingerprint)).toMatchObject({
      status: 409,
      body: { code: 'billing.bulk_nothing_ready' },
    });
  });
});
