/// <reference types="vitest/globals" />
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { renderPortal, renderPortalHook } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { useList } from '../../api/use-list.js';
import { useSearch } from '../../api/use-search.js';
import { useStale } from '../../api/use-stale.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { LoadMore } from '../../ui/tables/load-more.js';

describe('a list', () => {
  function Machines() {
    const { items, query, waiting } = useList('machines', '/machines', { query: { state: ['load'] } });
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    if (waiting) return <p>waiting</p>;
    return (
      <>
        <ul aria-label="machines">
          {items.map(({ id }) => (
            <li key={id}>{id}</li>
          ))}
        </ul>
        <LoadMore query={query} />
      </>
    );
  }

  it('loads its pages one after the other until the last', async () => {
    const api = fakeApi({
      'GET /machines': ({ query }) =>
        query['cursor'] === 'second'
          ? page({ id: 'c' })
          : json({ items: [{ id: 'a' }, { id: 'b' }], next: 'second' }),
    });
    const screen = await renderPortal(<Machines />);
    await expect.element(screen.getByRole('list')).toHaveTextContent('ab');
    await screen.getByRole('button', { name: text('action.more') }).click();
    await expect.element(screen.getByRole('list')).toHaveTextContent('abc');
    await expect.element(screen.getByRole('button', { name: text('action.more') })).not.toBeInTheDocument();
    expect(api.requests.map(({ query }) => query)).toEqual([
      { limit: '100', state: 'load' },
      { limit: '100', state: 'load', cursor: 'second' },
    ]);
  });

  it('shows an error with its reference, and loads after a retry', async () => {
    const api = fakeApi({ 'GET /machines': problem(500, 'api.failed', { correlationId: 'ab12' }) });
    const screen = await renderPortal(<Machines />);
    await expect
      .element(screen.getByRole('alert'))
      .toHaveTextContent(text('error.reference', { reference: 'ab12' }));
    api.answer('GET /machines', page({ id: 'a' }));
    await screen.getByRole('button', { name: text('error.retry') }).click();
    await expect.element(screen.getByRole('list')).toHaveTextContent('a');
  });

  it('offers no retry for a missing resource', async () => {
    fakeApi({ 'GET /machines': problem(404, 'api.not_found') });
    const screen = await renderPortal(<Machines />);
    await expect.element(screen.getByRole('heading')).toHaveTextContent(text('error.gone'));
    await expect.element(screen.getByRole('button')).not.toBeInTheDocument();
  });

  it('is refetched once it is stale, unlike other lists', async () => {
    const api = fakeApi({ 'GET /machines': page({ id: 'a' }) });
    function Page() {
      const stale = useStale();
      return (
        <>
          <Machines />
          <button type="button" onClick={() => void stale('tickets')}>
            tickets
          </button>
          <button type="button" onClick={() => void stale('machines', 'fleet')}>
            machines
          </button>
        </>
      );
    }
    const screen = await renderPortal(<Page />);
    await expect.element(screen.getByRole('list')).toHaveTextContent('a');
    await screen.getByRole('button', { name: 'tickets' }).click();
    api.answer('GET /machines', page({ id: 'b' }));
    await screen.getByRole('button', { name: 'machines' }).click();
    await expect.element(screen.getByRole('list')).toHaveTextContent('b');
    expect(api.requests).toHaveLength(2);
  });
});

describe('a search', () => {
  it('queries the server after a pause in typing, and indicates further results', async () => {
    const api = fakeApi({
      'GET /sites': ({ query }) => json({ items: [{ id: query['search'] ?? 'any' }], next: 'more' }),
    });
    const { result, rerender, act } = await renderPortalHook((typed: string = '') =>
      useSearch({ name: 'sites', path: '/sites' }, typed),
    );
    await eventually(() => expect(result.current.items).toEqual([{ id: 'any' }]));
    expect(result.current.hasMore).toBe(true);
    // On a busy machine, the second text would otherwise arrive after the pause that follows the first one.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await rerender('wa');
      await act(() => vi.advanceTimersByTime(150));
      await rerender(' warsaw ');
      expect(result.current.isSearching).toBe(true);
      await act(() => vi.runAllTimers());
    } finally {
      vi.useRealTimers();
    }
    await eventually(() => expect(result.current.items).toEqual([{ id: 'warsaw' }]));
    expect(result.current.isSearching).toBe(false);
    expect(api.requests.map(({ query }) => query['search'])).toEqual([undefined, 'warsaw']);
  });
});
