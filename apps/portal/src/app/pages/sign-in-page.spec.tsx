/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { buildSession } from '../../../test/session.js';
import { text } from '../../../test/text.js';
import { DemoPeople } from './demo-people.js';
import { ProductFacts } from './product-facts.js';

const LIN = { name: 'Lin', role: 'manager', email: 'lin@demo.example', password: 'duty-demo' };
const SARI = { name: 'Sari', role: 'technician', email: 'sari@demo.example', password: 'duty-demo' };
const MAREK = { name: 'Marek', role: 'customer_admin', email: 'marek@demo.example', password: 'duty-demo' };

describe('the people of the demo world', () => {
  it('are offered with their role and what they do, and signed in by one click', async () => {
    fakeApi({ 'GET /demo': json({ people: [LIN, SARI, MAREK] }) });
    const chosen = vi.fn();
    await renderPortal(<DemoPeople busy={false} onChoose={chosen} />, { session: buildSession() });
    const sari = browser.getByRole('button', { name: /Sari/ });
    await expect.element(sari).toHaveTextContent(text('role.technician'));
    await expect.element(sari).toHaveTextContent(text('app:signIn.demoDoes.technician'));
    await sari.click();
    expect(chosen).toHaveBeenCalledExactlyOnceWith({ email: SARI.email, password: SARI.password });
    expect(browser.getByRole('button').elements()).toHaveLength(3);
  });

  it('cannot be chosen during a sign-in', async () => {
    fakeApi({ 'GET /demo': json({ people: [LIN] }) });
    await renderPortal(<DemoPeople busy onChoose={() => undefined} />);
    await expect.element(browser.getByRole('button', { name: /Lin/ })).toBeDisabled();
  });

  it.each([
    ['in a real installation', json({ people: [] })],
    ['if the list cannot be loaded', problem(500, 'platform.internal')],
  ])('are not shown %s', async (_case, answer) => {
    const api = fakeApi({ 'GET /demo': answer });
    const { client, container } = await renderPortal(<DemoPeople busy={false} onChoose={() => undefined} />);
    await eventually(() => expect([api.requests.length, client.isFetching()]).toEqual([1, 0]));
    expect(container.querySelectorAll('section, button')).toHaveLength(0);
  });
});

it('the product is described in three facts', async () => {
  await renderPortal(<ProductFacts />);
  for (const fact of ['readings', 'service', 'proof'])
    await expect.element(browser.getByText(text(`app:signIn.facts.${fact}`))).toBeVisible();
});
