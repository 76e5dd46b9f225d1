/// <reference types="vitest/globals" />
import { fakeApi, json } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { ConsoleSearch } from './console-search.js';

const press = (key: string, ctrlKey = false): boolean =>
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }),
  );

describe('the search of the console', () => {
  it('keeps the letters that are typed before its field has the focus', async () => {
    fakeApi({ 'GET /search': json({ items: [], isSimilar: false }) });
    const shortcuts = vi.fn();
    document.addEventListener('keydown', shortcuts);
    const screen = await renderPortal(<ConsoleSearch />, { session: { permissions: ['fleet.read'] } });
    await expect.element(screen.getByText('Ctrl K')).toBeVisible();
    press('k', true);
    // React shows the menu in a microtask. Its code is loaded later, so the field is not there yet.
    await Promise.resolve();
    expect(document.querySelector('[role=combobox]')).toBeNull();
    const letters = [...'bil l'];
    expect(letters.map((letter) => press(letter))).toEqual(letters.map(() => false));
    document.removeEventListener('keydown', shortcuts);
    const field = screen.getByRole('combobox', { name: text('app:commands.label') });
    await expect.element(field).toHaveValue('bil l');
    await expect.element(field).toHaveFocus();
    expect(shortcuts).toHaveBeenCalledOnce();
  });
});
