/// <reference types="vitest/globals" />
import { renderPortal } from '../../../test/render.js';
import { textsOf } from '../../../test/screen-texts.js';
import type { RunResult } from '../../api/types.js';
import { HoldReasons } from './hold-reasons.js';

type Reason = RunResult['reasons'][number];

const linesOf = async (...reasons: readonly Reason[]) => {
  const { container } = await renderPortal(<HoldReasons reasons={[...reasons]} zone="Asia/Jakarta" />);
  return textsOf(container, 'li');
};

describe('the reasons why a contract is on hold', () => {
  it('begin with the quantity on hold and its device', async () => {
    const [line] = await linesOf({
      code: 'a_code.without_text',
      params: { device: 'FM-1', unit: 'm3', heldQuantity: '1240.5' },
    });
    expect(line).toBe('1,240.5 m³ FM-1 · a code without text');
  });

  it.each<[string, Reason['params']]>([
    ['zero', { device: 'FM-1', unit: 'm3', heldQuantity: '0' }],
    ['unknown', { device: 'FM-1', unit: 'm3', heldQuantity: null }],
    ['without a unit', { device: 'FM-1', unit: null, heldQuantity: '5' }],
  ])('omit a quantity that is %s', async (_, params) => {
    expect(await linesOf({ code: 'a_code.without_text', params })).toEqual(['FM-1 · a code without text']);
  });

  it('are one line each, also for the same code', async () => {
    const one: Reason = { code: 'same.code', params: { device: 'FM-1' } };
    const other: Reason = { code: 'same.code', params: { device: 'FM-2' } };
    expect(await linesOf(one, other)).toEqual(['FM-1 · same code', 'FM-2 · same code']);
  });

  it('render nothing if there are none', async () => {
    const { container } = await renderPortal(<HoldReasons reasons={[]} zone="UTC" />);
    expect(container.querySelector('ul')).toBeNull();
  });
});
