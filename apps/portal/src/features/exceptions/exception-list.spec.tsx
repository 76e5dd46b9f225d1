/// <reference types="vitest/globals" />
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { buildException, buildMeterDecision } from '../../../test/meter-exception.js';
import { renderPage } from '../../../test/render-page.js';
import { cellsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import { setServerTime } from '../../clock/clock.js';
import { useListView } from '../lists/use-list-view.js';
import { ExceptionList } from './exception-list.js';
import { toExceptionQuery } from './exception-query.js';

interface ListProps {
  readonly filters: Record<string, string>;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}

function List({ filters, chosen, onChoose }: ListProps) {
  const view = useListView('exceptions');
  return <ExceptionList query={toExceptionQuery(filters)} view={view} chosen={chosen} onChoose={onChoose} />;
}
const show = (filters: Record<string, string> = {}, chosen?: string, onChoose = vi.fn()) =>
  renderPage(<List filters={filters} chosen={chosen} onChoose={onChoose} />);

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the list of meter exceptions', () => {
  it('shows event, place, quantity, amount at stake, age and state', async () => {
    fakeApi({
      'GET /meter-exceptions': page(
        buildException(),
        buildException({
          id: 'e-2',
          kind: 'gap',
          quantity: null,
          stake: null,
          meter: { ...buildException().meter, serial: null },
          decision: buildMeterDecision({ needsSecond: true }),
        }),
      ),
    });
    const { container } = await show();
    await eventually(() => expect(cellsOf(container)).toHaveLength(2));
    const at = text('time.inZone', { at: '20 Nov 09:00', place: 'Jakarta' });
    expect(cellsOf(container)).toEqual([
      [
        text('exceptionKind.implausible_rate'),
        at,
        'Bekasi Textiles',
        'S-1, C-1',
        '8,001 m³',
        '800.05 EUR',
        '24 h',
        text('state.open'),
      ],
      [
        text('exceptionKind.gap'),
        at,
        'Bekasi Textiles',
        'FM-1, C-1',
        '—',
        '—',
        '24 h',
        text('state.pending'),
      ],
    ]);
  });

  it.each<[Record<string, string>, Record<string, string>]>([
    [{}, { state: 'open' }],
    [
      { state: 'decided', kind: 'gap', contractId: 'c-1' },
      { state: 'decided', kind: 'gap', contractId: 'c-1' },
    ],
    [{ state: 'no_state', kind: 'no_kind' }, {}],
  ])('requests the filters %j of the address as %j', async (filters, query) => {
    const api = fakeApi({ 'GET /meter-exceptions': page() });
    const screen = await show(filters);
    await expect.element(screen.getByText(text('maker:exceptions.emptyTitle'))).toBeVisible();
    const { limit: _limit, ...asked } = api.requests.find(({ path }) => path === '/meter-exceptions')!.query;
    expect(asked).toEqual(query);
  });

  it('opens an exception that a link names, even if the filters exclude it', async () => {
    fakeApi({
      'GET /meter-exceptions': page(),
      'GET /meter-exceptions/e-7': json({ ...buildException({ id: 'e-7' }), decisions: [] }),
      'GET /meter-exceptions/e-7/counter': json({ points: [] }),
    });
    const screen = await show({}, 'e-7');
    await expect.element(screen.getByText(text('exceptionWhy.implausible_rate'))).toBeVisible();
  });

  it('reports a click on a row', async () => {
    fakeApi({ 'GET /meter-exceptions': page(buildException()) });
    const choose = vi.fn();
    const screen = await show({}, undefined, choose);
    await screen.getByText(text('exceptionKind.implausible_rate')).click();
    expect(choose).toHaveBeenCalledExactlyOnceWith('e-1');
  });

  it('can be reloaded after an error', async () => {
    const api = fakeApi({ 'GET /meter-exceptions': problem(500, 'api.internal') });
    const screen = await show();
    await expect.element(screen.getByRole('alert')).toBeVisible();
    api.answer('GET /meter-exceptions', page(buildException()));
    await screen.getByRole('button').first().click();
    await expect.element(screen.getByText('Bekasi Textiles')).toBeVisible();
  });
});
