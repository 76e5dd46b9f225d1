/// <reference types="vitest/globals" />
import { renderPortalHook } from '../../test/render.js';
import { text } from '../../test/text.js';
import { useCodeText } from './use-code-text.js';

describe('the text of a code', () => {
  it('names the category of a tax', async () => {
    const { result } = await renderPortalHook(() => useCodeText());
    const params = { category: 'reverse_charge', duePercent: '0', percent: '23' };
    expect(result.current('common:auditFinding', 'tax_differs', params)).toBe(
      text('common:auditFinding.tax_differs', {
        ...params,
        category: text('common:taxCategory.reverse_charge'),
      }),
    );
  });

  it.each([
    ['run_hours_total', () => text('signal.run_hours_total')],
    ['own_counter_1', () => 'own counter 1'],
  ])('names the signal %s', async (signalKey, name) => {
    const { result } = await renderPortalHook(() => useCodeText());
    const params = { device: 'FM-PL-2', signalKey };
    expect(result.current('common:auditFinding', 'meter_differs', params)).toBe(
      text('common:auditFinding.meter_differs', { device: 'FM-PL-2', signalKey: name() }),
    );
  });

  it('leaves the name of a signal unchanged', async () => {
    const { result } = await renderPortalHook(() => useCodeText());
    const params = { signal: 'Temp. 1_a', device: 'CTRL-1', until: '' };
    expect(result.current('errors:', 'billing.pack_evidence_differs', params)).toBe(
      text('errors:billing.pack_evidence_differs', params),
    );
  });
});
