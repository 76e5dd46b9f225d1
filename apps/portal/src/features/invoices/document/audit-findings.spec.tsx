/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import { AuditFindings } from './audit-findings.js';

const finding = (change: object) => ({
  id: 'f-1',
  code: 'a_finding.without_text',
  severity: 'asks',
  position: null,
  params: {},
  ...change,
});
const show = (...items: readonly object[]) => {
  fakeApi({ 'GET /invoices/i-1/audit': json({ items, next: null }) });
  return renderPortal(<AuditFindings invoiceId="i-1" />);
};

describe('the audit of a draft', () => {
  it('says that it found nothing', async () => {
    const screen = await show();
    await expect.element(screen.getByText(text('maker:audit.clean'))).toBeVisible();
  });

  it('lists findings that block the approval or need a review, each with its line', async () => {
    const { container } = await show(
      finding({ severity: 'blocks', position: 4 }),
      finding({ id: 'f-2', code: 'other' }),
    );
    await eventually(() =>
      expect(textsOf(container, 'li')).toEqual([
        `${text('maker:audit.blocks')}${text('maker:audit.line', { position: 4 })} a finding without text`,
        `${text('maker:audit.asks')}other`,
      ]),
    );
  });
});
