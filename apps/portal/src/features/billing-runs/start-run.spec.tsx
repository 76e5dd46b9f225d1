/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { renderPage } from '../../../test/render-page.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { BillingRunButton } from './billing-run-button.js';
import { LastRun } from './last-run.js';

// The last button is the one in the dialog. It can have the same name as the button that opened the dialog.
const press = (key: string) =>
  browser
    .getByRole('button', { name: text(key), exact: true })
    .last()
    .click();
const month = () => browser.getByLabelText(text('maker:usage.month'), { exact: true });

describe('the start of a billing run', () => {
  it('sends the selected month and opens the run', async () => {
    const api = fakeApi({ 'POST /billing-runs': json({ id: 'r-7' }) });
    const screen = await renderPage(<BillingRunButton month="2026-10" />);
    await press('maker:billing.run');
    await expect.element(month()).toHaveValue('October 2026');
    await month().fill('9/2026');
    await press('maker:billing.runVerb');
    await eventually(() => expect(screen.router.state.location.href).toBe('/billing/runs/r-7'));
    expect(api.changes()[0]?.body).toEqual({ month: '2026-09' });
  });

  it('shows an error at the month', async () => {
    fakeApi({
      'POST /billing-runs': problem(422, 'api.validation_failed', {
        fields: [{ pointer: '/month', code: 'billing.month_not_begun' }],
      }),
    });
    await renderPage(<BillingRunButton month="2027-10" />);
    await press('maker:billing.run');
    await press('maker:billing.runVerb');
    await expect.element(month()).toHaveAttribute('aria-invalid', 'true');
  });
});

describe('a link to the start of a billing run', () => {
  it('opens the dialog, and no longer leads to it once it is closed', async () => {
    fakeApi({});
    const screen = await renderPage(<BillingRunButton month="2026-10" />, { path: '/billing?open=run' });
    await expect.element(month()).toHaveValue('October 2026');
    await press('action.cancel');
    await expect.element(month()).not.toBeInTheDocument();
    await eventually(() => expect(screen.router.state.location.search).toEqual({}));
  });
});

describe('the last billing run', () => {
  it('links to its results', async () => {
    fakeApi({
      'GET /billing-runs': page(
        { id: 'r-2', month: '2026-10', requestedAt: '2026-11-01T06:00:00Z', finishedAt: null, totals: [] },
        { id: 'r-1', month: '2026-09', requestedAt: '2026-10-01T06:00:00Z', finishedAt: null, totals: [] },
      ),
    });
    const screen = await renderPortal(<LastRun />);
    await screen.getByText(text('maker:run.last', { month: 'October 2026' })).click();
    await eventually(() => expect(screen.router.state.location.href).toBe('/billing/runs/r-2'));
  });

  it('is absent before the first one', async () => {
    const api = fakeApi({ 'GET /billing-runs': page() });
    const { container } = await renderPortal(<LastRun />);
    await eventually(() => expect(api.requests).toHaveLength(1));
    expect(container.textContent).toBe('');
  });
});
