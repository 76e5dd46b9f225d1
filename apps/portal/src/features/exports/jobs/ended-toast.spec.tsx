/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { buildExportRun, buildExportSchedule } from '../../../../test/export.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { ExportRun } from '../../../api/types.js';
import { useEndedToast } from './use-ended-toast.js';

function Exports({ name, state }: { readonly name: string; readonly state?: ExportRun['state'] }) {
  useEndedToast([
    buildExportSchedule({ name, lastRun: state === undefined ? null : buildExportRun({ state }) }),
  ]);
  return null;
}

describe('the end of an export', () => {
  it.each([
    ['running', 'done', 'exports.ended'],
    ['waiting', 'failed', 'exports.failed'],
  ] as const)('is reported: %s, then %s', async (before, after, key) => {
    const name = `${before} ${after}`;
    const screen = await renderPortal(<Exports name={name} state={before} />);
    await screen.rerender(<Exports name={name} state={after} />);
    await expect.element(page.getByText(text(key, { name }))).toBeVisible();
  });

  it('is not reported if it ended before the page was opened', async () => {
    const screen = await renderPortal(<Exports name="earlier" state="done" />);
    await screen.rerender(<Exports name="earlier" state="done" />);
    await screen.rerender(<Exports name="later" state="running" />);
    await screen.rerender(<Exports name="later" state="done" />);
    await expect.element(page.getByText(text('exports.ended', { name: 'later' }))).toBeVisible();
    expect(page.getByText(text('exports.ended', { name: 'earlier' })).elements()).toEqual([]);
  });
});
