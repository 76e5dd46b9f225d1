/// <reference types="vitest/globals" />
import { page, userEvent } from 'vitest/browser';
import { eventually } from '../../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../../test/fake-api.js';
import { renderPortal } from '../../../../../test/render.js';
import { text } from '../../../../../test/text.js';
import type { Ticket } from '../../../../api/types.js';
import { setServerTime } from '../../../../clock/clock.js';
import { fieldActions } from '../../actions/field-actions.store.js';
import { StepButton } from '../steps/step-button.js';
import { CloseSheet } from './close-sheet.js';
import { NoteSheet } from './note-sheet.js';
import { PhotoButton } from './photo-button.js';

const TICKET: Pick<Ticket, 'id' | 'number' | 'state'> = { id: 't-1', number: 'TK-1', state: 'assigned' };

beforeEach(async () => {
  setServerTime('2026-11-25T08:00:00Z', Date.now());
  fieldActions.onSent(() => Promise.resolve());
  await fieldActions.open(crypto.randomUUID());
});
afterEach(() => fieldActions.close());

const waiting = () => fieldActions.list().map(({ code }) => code);

describe('the next step of a ticket', () => {
  it('is recorded with the time of the tap, and is followed by the next step while still unsent', async () => {
    const api = fakeApi({ 'POST /tickets/*/*': 'offline' });
    const screen = await renderPortal(<StepButton ticket={TICKET} onClose={() => undefined} />);
    await screen.getByRole('button', { name: text('technician:step.accept') }).click();
    await screen.getByRole('button', { name: text('technician:step.start') }).click();
    await expect.element(screen.getByRole('button', { name: text('technician:step.close') })).toBeVisible();
    expect(waiting()).toEqual(['accept', 'start']);
    // The step is stored on the phone before it is sent.
    await eventually(() =>
      expect(api.requests[0]?.body).toMatchObject({ occurredAt: expect.stringMatching(/^2026-11-25T08:0/) }),
    );
  });

  it('is not shown if there is none', async () => {
    const { container } = await renderPortal(
      <StepButton ticket={{ ...TICKET, state: 'closed' }} onClose={() => undefined} />,
    );
    expect(container.querySelector('button')).toBeNull();
  });
});

describe('a note', () => {
  it('is for colleagues by default, and is trimmed', async () => {
    const api = fakeApi({ 'POST /tickets/*/notes': json({}) });
    const close = vi.fn();
    const screen = await renderPortal(<NoteSheet ticket={TICKET} onClose={close} />);
    const verb = screen.getByRole('button', { name: text('technician:note.verb') });
    await screen.getByRole('textbox').fill('   ');
    await expect.element(verb).toBeDisabled();
    await screen.getByRole('textbox').fill(' Valve leaks ');
    await verb.click();
    await eventually(() => expect(api.requests).toHaveLength(1));
    expect(api.requests[0]?.body).toEqual({ note: 'Valve leaks', internal: true });
    await eventually(() => expect(close).toHaveBeenCalled());
  });

  it('can be for the plant', async () => {
    const api = fakeApi({ 'POST /tickets/*/notes': json({}) });
    const screen = await renderPortal(<NoteSheet ticket={TICKET} onClose={() => undefined} />);
    await screen.getByRole('textbox').fill('Done');
    await screen.getByLabelText(text('technician:note.internal')).click();
    await screen.getByRole('button', { name: text('technician:note.verb') }).click();
    await eventually(() => expect(api.requests[0]?.body).toEqual({ note: 'Done', internal: false }));
  });
});

describe('a photo', () => {
  const choose = (file: File) => userEvent.upload(page.getByLabelText(text('technician:photo.take')), file);

  it('is identified by its bytes', async () => {
    const api = fakeApi({ 'POST /tickets/*/files': json({}) });
    await renderPortal(<PhotoButton ticket={TICKET} />);
    await choose(new File(['x'], 'valve.jpg', { type: 'image/jpeg' }));
    await eventually(() => expect(api.requests[0]?.body).toBeInstanceOf(FormData));
  });

  it.each([
    ['empty', new File([], 'empty.jpg', { type: 'image/jpeg' })],
    ['kind_refused', new File(['x'], 'film.mp4', { type: 'video/mp4' })],
  ])('that is %s is not sent, and shows the reason', async (_fault, file) => {
    const api = fakeApi({});
    const screen = await renderPortal(<PhotoButton ticket={TICKET} />);
    await choose(file);
    await expect.element(screen.getByRole('alert')).toHaveTextContent(file.name);
    expect(api.requests).toEqual([]);
    expect(waiting()).toEqual([]);
  });
});

describe('the closing report', () => {
  const fill = async () => {
    for (const [field, value] of [
      ['symptom', 'leak'],
      ['cause', 'wear'],
      ['remedy', 'cleaned'],
    ] as const)
      await page.getByLabelText(text(`technician:close.${field}`)).selectOptions(value);
  };
  const send = () => page.getByRole('button', { name: text('technician:close.verb') }).click();

  it('is sent and then closes', async () => {
    const api = fakeApi({ 'POST /tickets/*/close': json({}) });
    const close = vi.fn();
    await renderPortal(<CloseSheet ticket={TICKET} onClose={close} />);
    await fill();
    await send();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.requests[0]?.body).toMatchObject({
      symptom: 'leak',
      cause: 'wear',
      remedy: 'cleaned',
      note: '',
    });
    expect(waiting()).toEqual([]);
  });

  it("shows the server's errors and stays open", async () => {
    fakeApi({
      'POST /tickets/*/close': problem(422, 'api.request_invalid', {
        fields: [{ pointer: '/cause', code: 'api.day_invalid' }],
      }),
    });
    const close = vi.fn();
    const screen = await renderPortal(<CloseSheet ticket={TICKET} onClose={close} />);
    await fill();
    await send();
    await expect
      .element(screen.getByLabelText(text('technician:close.cause')))
      .toHaveAccessibleDescription(text('errors:api.day_invalid'));
    expect(close).not.toHaveBeenCalled();
  });

  it('is stored on the phone without a network', async () => {
    fakeApi({ 'POST /tickets/*/close': 'offline' });
    const close = vi.fn();
    await renderPortal(<CloseSheet ticket={TICKET} onClose={close} />);
    await fill();
    await send();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(waiting()).toEqual(['close']);
  });

  it('is not stored while it is incomplete, because it could not be corrected later', async () => {
    fakeApi({ 'POST /tickets/*/close': 'offline' });
    const close = vi.fn();
    const screen = await renderPortal(<CloseSheet ticket={TICKET} onClose={close} />);
    await screen.getByLabelText(text('technician:close.symptom')).selectOptions('leak');
    await send();
    await expect
      .element(screen.getByRole('alert'))
      .toHaveTextContent(text('form.fieldsNeedYou', { count: 2 }));
    expect(waiting()).toEqual([]);
    expect(close).not.toHaveBeenCalled();
  });

  it('does not overtake earlier actions', async () => {
    const api = fakeApi({ 'POST /tickets/*/*': 'offline' });
    await fieldActions.send(
      { code: 'start', about: 'TK-1', ticketId: 't-1', path: '/tickets/t-1/start', body: {}, stale: [] },
      Date.parse('2026-11-25T08:00:00Z'),
    );
    await renderPortal(<CloseSheet ticket={TICKET} onClose={() => undefined} />);
    await fill();
    await send();
    await eventually(() => expect(waiting()).toEqual(['start', 'close']));
    expect(api.requests.map(({ path }) => path)).not.toContain('/tickets/t-1/close');
  });
});
