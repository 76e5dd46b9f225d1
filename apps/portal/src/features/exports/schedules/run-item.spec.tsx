/// <reference types="vitest/globals" />
import { buildExportRun } from '../../../../test/export.js';
import { renderPortal } from '../../../../test/render.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { ExportRun } from '../../../api/types.js';
import { RunItem } from './run-item.js';

const show = (change: Partial<ExportRun>, onAgain?: () => void) =>
  renderPortal(<RunItem run={buildExportRun(change)} onAgain={onAgain} />);

describe('a file of an export', () => {
  it('shows its period, size and content, and can be downloaded', async () => {
    const { container } = await show({ points: 1 });
    expect(textsOf(container, 'b')).toEqual(['24 Nov 2026']);
    expect(textsOf(container, 'p')).toEqual([
      [
        '2.5 MB',
        text('exports.values', { count: 1, written: '1' }),
        text('exports.machineCount', { count: 3 }),
      ].join(' · '),
    ]);
    const link = container.querySelector('a');
    expect(link?.getAttribute('href')).toBe('/api/v1/export-runs/run-1/file');
    expect(link?.getAttribute('download')).toBe('readings.csv');
  });

  it('names values that arrived later and machines that it omits', async () => {
    const { container } = await show({ latePoints: 1500, leftOut: 2 });
    expect(textsOf(container, 'p').slice(1)).toEqual([
      text('exports.late', { count: 1500, written: '1,500' }),
      text('exports.leftOut', { count: 2 }),
    ]);
  });

  it.each([
    ['running', 1, 4, () => text('exports.runningShare', { share: '25%' })],
    ['running', 0, 0, () => text('exports.state.running')],
    ['waiting', 0, 0, () => text('exports.state.waiting')],
  ] as const)('that is %s shows its progress, %i of %i', async (state, done, total, written) => {
    const screen = await show({ state, done, total, file: null });
    expect(screen.container.textContent?.replaceAll('\u00a0', ' ')).toContain(written());
    expect(screen.getByRole('progressbar').elements()).toHaveLength(state === 'running' ? 1 : 0);
  });

  it('shows the reason for a failure, but not while it is written again', async () => {
    const fault = { code: 'a_fault.without_text', params: {} };
    const failed = await show({ state: 'failed', file: null, fault });
    expect(textsOf(failed.container, 'p')).toEqual(['a fault without text']);
    await failed.unmount();
    const again = await show({ state: 'running', file: null, fault });
    expect(textsOf(again.container, 'p')).toEqual([]);
  });

  it.each([
    ['done', true, 1],
    ['failed', true, 1],
    ['running', true, 0],
    ['waiting', true, 0],
    ['done', false, 0],
  ] as const)('%s can be written again with permission (%s): %i', async (state, may, count) => {
    const screen = await show({ state }, may ? () => undefined : undefined);
    expect(screen.getByRole('button', { name: text('exports.again') }).elements()).toHaveLength(count);
  });
});
