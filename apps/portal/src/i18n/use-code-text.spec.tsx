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
});
