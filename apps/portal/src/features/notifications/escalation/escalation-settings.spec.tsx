/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, page, problem } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { text } from '../../../../test/text.js';
import { EscalationSettings } from './escalation-settings.js';

const TYPES = page(
  { type: 'alarm.critical', steps: [{ afterMinutes: 15, role: 'dispatcher' }] },
  { type: 'ticket.opened', steps: [] },
);

async function show() {
  const api = fakeApi({ 'GET /notification-escalations': TYPES, 'PUT /notification-escalations/*': TYPES });
  await renderPage(<EscalationSettings />);
  return api;
}
const minutes = () => browser.getByRole('textbox', { name: text('notifications.escalation.after') });
const addTo = (index: number) =>
  browser.getByRole('button', { name: text('notifications.escalation.addStep') }).nth(index);
const save = (index: number) => browser.getByRole('button', { name: text('action.save') }).nth(index);

describe('the escalation settings', () => {
  it('show the steps of each type', async () => {
    await show();
    await expect.element(minutes()).toHaveValue('15');
    await expect.element(browser.getByText(text('notifications.type.ticket_opened'))).toBeVisible();
    await expect.element(browser.getByText(text('notifications.escalation.none'))).toBeVisible();
  });

  it('add a later step, and save all of them', async () => {
    const api = await show();
    await addTo(0).click();
    await save(0).click();
    await eventually(() =>
      expect(api.changes()).toMatchObject([
        {
          path: '/notification-escalations/alarm.critical',
          body: {
            steps: [
              { afterMinutes: 15, role: 'dispatcher' },
              { afterMinutes: 30, role: 'manager' },
            ],
          },
        },
      ]),
    );
  });

  it('remove a step', async () => {
    const api = await show();
    await browser
      .getByRole('button', { name: text('notifications.escalation.removeStep', { number: 1 }) })
      .click();
    await save(0).click();
    await eventually(() => expect(api.changes()).toMatchObject([{ body: { steps: [] } }]));
  });

  it('show an error at its step', async () => {
    const api = await show();
    api.answer(
      'PUT /notification-escalations/*',
      problem(422, 'notifications.steps_invalid', {
        fields: [
          {
            pointer: '/steps/0/afterMinutes',
            code: 'notifications.step_not_later',
            params: { after: 0, most: 10_080 },
          },
        ],
      }),
    );
    await save(0).click();
    await expect.element(minutes()).toHaveAttribute('aria-invalid', 'true');
  });

  it('allow at most five steps', async () => {
    await show();
    for (let count = 1; count < 5; count++) await addTo(0).click();
    await expect.element(addTo(0)).toBeDisabled();
    await expect.element(addTo(1)).toBeEnabled();
  });
});
