/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../test/fake-api.js';
import { buildMeterDecision } from '../../../test/meter-exception.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { SecondPerson } from './second-person.js';

const press = (key: string) => page.getByRole('button', { name: text(key), exact: true });
const note = () => page.getByLabelText(text('maker:exceptions.note'));
const show = (decidedById: string) =>
  renderPortal(<SecondPerson decision={buildMeterDecision({ decidedById, needsSecond: true })} />);

describe('the confirmation of a decision', () => {
  it('is impossible for the author of the decision', async () => {
    const screen = await show('person');
    await expect.element(screen.getByText(text('maker:exceptions.somebodyElse'))).toBeVisible();
    expect(page.getByRole('button').elements()).toHaveLength(0);
  });

  it.each([
    ['maker:exceptions.confirm', 'confirmed'],
    ['maker:exceptions.refuse', 'refused'],
  ])('by another person: %s', async (verb, verdict) => {
    const api = fakeApi({ 'POST /meter-decisions/dec-1/verdict': json({}) });
    await show('other');
    await note().fill('Checked on site');
    await press(verb).click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ verdict, note: 'Checked on site' });
    await expect.element(page.getByText(text(`maker:exceptions.${verdict}`))).toBeVisible();
  });

  it('that fails shows the reason and keeps the note', async () => {
    fakeApi({ 'POST /meter-decisions/dec-1/verdict': problem(409, 'billing.content_changed') });
    await show('other');
    await note().fill('Checked on site');
    await press('maker:exceptions.confirm').click();
    await expect.element(page.getByText(text('errors:billing.content_changed'))).toBeVisible();
    await expect.element(note()).toHaveValue('Checked on site');
    await expect.element(press('maker:exceptions.confirm')).toBeEnabled();
  });
});
