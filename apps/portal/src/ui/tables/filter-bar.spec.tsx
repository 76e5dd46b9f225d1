/// <reference types="vitest/globals" />
import { eventually } from '../../../test/eventually.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { FilterBar } from './filter-bar.js';

const STATE = {
  key: 'state',
  label: 'State',
  choices: [
    { value: 'open', label: 'Open', count: 4 },
    { value: 'done', label: 'Done' },
  ],
};
const VIEW = { key: 'mine', label: 'My open ones', count: 2, filters: { state: 'open', owner: 'me' } };

const bar = async (filters: Record<string, string | undefined> = {}) => {
  const onChange = vi.fn();
  const screen = await renderPortal(
    <FilterBar
      filters={filters}
      onChange={onChange}
      searchLabel="Find a machine"
      chips={[STATE]}
      views={[VIEW]}
    />,
  );
  return { screen, onChange };
};

describe('the search of a list', () => {
  it('is reported once, after typing', async () => {
    const { screen, onChange } = await bar();
    await screen.getByLabelText('Find a machine').fill('S-1');
    await eventually(() => expect(onChange).toHaveBeenCalledExactlyOnceWith({ search: 'S-1' }));
  });

  it('is removed when emptied', async () => {
    const { screen, onChange } = await bar({ search: 'S-1' });
    await expect.element(screen.getByLabelText('Find a machine')).toHaveValue('S-1');
    await screen.getByLabelText('Find a machine').fill('');
    await eventually(() => expect(onChange).toHaveBeenCalledExactlyOnceWith({ search: undefined }));
  });
});

describe('a chip', () => {
  it('shows its value, and offers the others with their counts', async () => {
    const { screen, onChange } = await bar({ state: 'done' });
    await screen.getByRole('button', { name: 'State Done' }).click();
    const open = screen.getByRole('menuitem', { name: /Open/ });
    await expect.element(open).toHaveTextContent('4');
    await open.click();
    expect(onChange).toHaveBeenCalledExactlyOnceWith({ state: 'open' });
  });

  it('shows "all" without a selection or with an unknown value', async () => {
    const { screen } = await bar({ state: 'gone' });
    await expect.element(screen.getByRole('button', { name: `State ${text('filter.all')}` })).toBeVisible();
  });

  it('is removed by "all"', async () => {
    const { screen, onChange } = await bar({ state: 'done' });
    await screen.getByRole('button', { name: 'State Done' }).click();
    await screen.getByRole('menuitem', { name: text('filter.all') }).click();
    expect(onChange).toHaveBeenCalledExactlyOnceWith({ state: undefined });
  });
});

describe('a saved view', () => {
  it.each([
    [{}, 'false', VIEW.filters],
    [{ state: 'open' }, 'false', VIEW.filters],
    [{ state: 'open', owner: 'me', search: 'S' }, 'true', { state: undefined, owner: undefined }],
  ])('beside %j is pressed: %s', async (filters, pressed, change) => {
    const { screen, onChange } = await bar(filters);
    const view = screen.getByRole('button', { name: /My open ones/ });
    await expect.element(view).toHaveAttribute('aria-pressed', pressed);
    await view.click();
    expect(onChange).toHaveBeenCalledExactlyOnceWith(change);
  });
});
