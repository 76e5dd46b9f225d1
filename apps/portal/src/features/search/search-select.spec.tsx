/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { useState } from 'react';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { type Choice, SingleSearchSelect, MultiSearchSelect } from './search-select.js';

interface Site {
  readonly id: string;
  readonly name: string;
}

const SITES: readonly Site[] = [
  { id: 's-1', name: 'Warsaw' },
  { id: 's-2', name: 'Wroclaw' },
  { id: 's-3', name: 'Bekasi' },
];
const SEARCHED = { name: 'sites', path: '/sites' } as const;
const toChoice = ({ id, name }: Site): Choice => ({ value: id, label: name });

/** Sites that match the typed text, with an indication of further results. */
const answerSites = () =>
  fakeApi({
    'GET /sites': ({ query }) =>
      json({
        items: SITES.filter(({ name }) => name.toLowerCase().includes((query['search'] ?? '').toLowerCase())),
        next: query['search'] === undefined ? 'more' : null,
      }),
  });

const options = () =>
  page
    .getByRole('option')
    .elements()
    .map(({ textContent }) => textContent);

describe('a single selection from a long list', () => {
  function Field({
    first = null,
    onChange,
  }: {
    readonly first?: Choice | null;
    readonly onChange: (value: string) => void;
  }) {
    const [chosen, setChosen] = useState(first);
    return (
      <SingleSearchSelect
        label="Site"
        searched={SEARCHED}
        toChoice={toChoice}
        chosen={chosen}
        onChange={(value) => {
          onChange(value);
          const site = SITES.find(({ id }) => id === value);
          if (site !== undefined) setChosen(toChoice(site));
        }}
        before={{ group: 'Yours', items: [{ value: 'own', label: 'Own workshop' }], searchedGroup: 'Sites' }}
      />
    );
  }

  it('offers the first items after the fixed ones, and indicates further results', async () => {
    answerSites();
    const screen = await renderPortal(<Field onChange={() => undefined} />);
    await screen.getByRole('combobox', { name: 'Site' }).click();
    await eventually(() =>
      expect(options()).toEqual(['Own workshop', 'Warsaw', 'Wroclaw', 'Bekasi', text('search.more')]),
    );
    await expect
      .element(screen.getByRole('option', { name: text('search.more') }))
      .toHaveAttribute('aria-disabled', 'true');
  });

  it('finds and selects items on the server', async () => {
    const api = answerSites();
    const change = vi.fn();
    const screen = await renderPortal(<Field onChange={change} />);
    await screen.getByRole('combobox', { name: 'Site' }).fill('w');
    await eventually(() => expect(options()).toEqual(['Own workshop', 'Warsaw', 'Wroclaw']));
    await screen.getByRole('option', { name: 'Wroclaw' }).click();
    expect(change).toHaveBeenCalledExactlyOnceWith('s-2');
    await expect.element(screen.getByRole('combobox', { name: 'Site' })).toHaveValue('Wroclaw');
    expect(api.requests.map(({ query }) => query['search'])).not.toContain('Wroclaw');
  });

  it('shows the selected item even if no search result contains it', async () => {
    answerSites();
    const screen = await renderPortal(
      <Field first={{ value: 's-99', label: 'Closed site' }} onChange={() => undefined} />,
    );
    await expect.element(screen.getByRole('combobox', { name: 'Site' })).toHaveValue('Closed site');
  });

  it('says if nothing matches', async () => {
    answerSites();
    const screen = await renderPortal(<Field onChange={() => undefined} />);
    await screen.getByRole('combobox', { name: 'Site' }).fill('zzz');
    await expect.element(screen.getByText(text('search.none'))).toBeVisible();
  });
});

describe('a multiple selection from a long list', () => {
  it('reports the names of the selected items, up to a limit', async () => {
    answerSites();
    const change = vi.fn();
    function Field() {
      const [chosen, setChosen] = useState<readonly Choice[]>([]);
      return (
        <MultiSearchSelect
          label="Sites"
          searched={SEARCHED}
          toChoice={toChoice}
          chosen={chosen}
          maxChosen={2}
          onChange={(values, named) => {
            change(values);
            setChosen(named);
          }}
        />
      );
    }
    const screen = await renderPortal(<Field />);
    await screen.getByRole('combobox', { name: 'Sites' }).click();
    await screen.getByRole('option', { name: 'Bekasi' }).click();
    await screen.getByRole('option', { name: 'Warsaw' }).click();
    expect(change.mock.calls).toEqual([[['s-3']], [['s-3', 's-1']]]);
    await eventually(() => expect(options()).not.toContain('Bekasi'));
    await screen.getByRole('option', { name: 'Wroclaw' }).click();
    expect(change).toHaveBeenCalledTimes(2);
  });
});
