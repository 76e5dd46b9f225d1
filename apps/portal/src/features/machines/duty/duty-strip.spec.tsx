/// <reference types="vitest/globals" />
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { DutyStrip } from './duty-strip.js';

describe('the activity strip of a machine', () => {
  it('lists the shares of its states, including silent', async () => {
    const screen = await renderPortal(
      <DutyStrip
        from={0}
        to={100}
        spans={[
          { from: 0, to: 50, state: 'load' },
          { from: 50, to: 75, state: 'idle' },
        ]}
      />,
    );
    const share = (state: string, percent: number) =>
      text('duty.share', { state: text(`state.${state}`), share: `${percent}%` });
    await expect.element(screen.getByRole('img')).toHaveAccessibleName(
      text('duty.label', {
        summary: [share('load', 50), share('idle', 25), share('silent', 25)].join(', '),
      }),
    );
  });

  it('shows each state also by its height, at its time', async () => {
    const { container } = await renderPortal(
      <DutyStrip
        from={1000}
        to={2000}
        height={20}
        spans={[
          { from: 500, to: 1250, state: 'load' },
          { from: 1250, to: 1500, state: 'idle' },
          { from: 1500, to: 2000, state: 'off' },
        ]}
      />,
    );
    const rects = [...container.querySelectorAll('rect')].map((rect) =>
      ['x', 'width', 'y', 'height'].map((name) => rect.getAttribute(name)),
    );
    expect(rects).toEqual([
      ['0.000%', '25.000%', '0', '20'],
      ['25.000%', '25.000%', '10', '10'],
      ['50.000%', '50.000%', '19', '1'],
    ]);
  });
});
