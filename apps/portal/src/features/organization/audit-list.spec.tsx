/// <reference types="vitest/globals" />
import { eventually } from '../../../test/eventually.js';
import { fakeApi, page } from '../../../test/fake-api.js';
import { renderPage } from '../../../test/render-page.js';
import { cellsOf, factsOf, textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import { AuditList } from './audit-list.js';

const entry = (change: object = {}) => ({
  id: 'a-1',
  action: 'an_action.without_text',
  at: '2026-11-24T08:00:00Z',
  entity: 'invoice',
  entityId: 'i-1',
  actor: { kind: 'user', name: 'Lin Shifan', role: 'finance', userId: 'u-1', keyName: null },
  before: null,
  after: null,
  ...change,
});
const show = async (entries: readonly object[], path = '/') => {
  const api = fakeApi({ 'GET /audit-entries': page(...entries) });
  const screen = await renderPage(<AuditList />, { path });
  await eventually(() => expect(cellsOf(screen.container)).toHaveLength(entries.length));
  return { api, ...screen };
};

describe('the audit trail', () => {
  it('names the person, their role or key, the action and its object', async () => {
    const { container } = await show([
      entry({ before: { number: 'PL-1', state: 'draft' }, after: { state: 'issued' } }),
      entry({
        id: 'a-2',
        actor: { kind: 'api_key', name: null, role: null, userId: null, keyName: 'Warehouse' },
        after: { serial: 'S-1', name: 'Pump' },
      }),
    ]);
    expect(cellsOf(container).map((cells) => cells.slice(1))).toEqual([
      [`Lin Shifan${text('role.finance')}`, 'an action without text', 'PL-1'],
      [
        `${text('maker:settings.actor.api_key')}${text('maker:settings.byKey', { name: 'Warehouse' })}`,
        'an action without text',
        'S-1',
      ],
    ]);
  });

  it('shows the changes of an entry beside the list and names it in the address', async () => {
    const screen = await show([
      entry({
        before: { state: 'draft', gross: null, limits: [1] },
        after: { state: 'issued', number: 'PL-1' },
      }),
    ]);
    await screen.getByText('Lin Shifan').click();
    await eventually(() =>
      expect(factsOf(screen.container)).toEqual({
        state: 'draftissued',
        gross: '——',
        limits: '[1]—',
        number: '—PL-1',
      }),
    );
    expect(screen.router.state.location.search).toEqual({ entry: 'a-1' });
  });

  it('says that an entry changed nothing', async () => {
    const screen = await show([entry()], '/?entry=a-1');
    await expect.element(screen.getByText(text('maker:settings.noChange'))).toBeVisible();
    expect(textsOf(screen.container, 'dl')).toEqual([]);
  });

  it('requests the entries of the object in the address', async () => {
    const { api } = await show([], '/?entity=invoice&entityId=i-1');
    expect(api.requests[0]?.query).toMatchObject({ entity: 'invoice', entityId: 'i-1' });
  });
});
