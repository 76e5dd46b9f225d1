/// <reference types="vitest/globals" />
import { Modal } from '@mantine/core';
import i18next from 'i18next';
import { useState } from 'react';
import { page, userEvent } from 'vitest/browser';
import { setServerTime } from '../../../clock/clock.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { DateField, type DateFieldProps } from './date-field.js';
import { DateTimeField } from './date-time-field.js';
import { MonthField } from './month-field.js';

beforeEach(() => setServerTime('2026-11-25T12:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

const field = () => page.getByLabelText('Day');
const other = () => page.getByLabelText('Other');
const value = () => page.getByRole('status');
const open = () => page.getByRole('button', { name: text('entry.calendar') }).click();
const dayButton = (name: string) => page.getByRole('button', { name, exact: true });

function Held({
  initial = '',
  as: Field = DateField,
  ...props
}: DateFieldProps & { readonly initial?: string; readonly as?: typeof DateField }) {
  const [date, setDate] = useState(initial);
  return (
    <>
      <Field label="Day" value={date} onChange={setDate} {...props} />
      <input aria-label="Other" />
      <output>{date}</output>
    </>
  );
}

const InWarsaw: typeof DateField = (props) => <DateTimeField zone="Europe/Warsaw" {...props} />;

async function type(typed: string): Promise<void> {
  await field().click();
  await userEvent.keyboard(typed);
}

describe('a date field', () => {
  it.each([
    ['en', '25112026', '25/11/2026', 'dd/mm/yyyy'],
    ['en', '2026-11-25', '25/11/2026', 'dd/mm/yyyy'],
    ['en', '25/11', '25/11/2026', 'dd/mm/yyyy'],
    ['zh', '2026-11-25', '2026/11/25', '年/月/日'],
    ['pl', '25.11.26', '25.11.2026', 'dd.mm.rrrr'],
  ])('is typed in the order of %s: %s', async (language, typed, shown, hint) => {
    await i18next.changeLanguage(language);
    await renderPortal(<Held />);
    await expect.element(field()).toHaveAttribute('placeholder', hint);
    await type(typed);
    await other().click();
    await expect.element(value()).toHaveTextContent('2026-11-25');
    await expect.element(field()).toHaveValue(shown);
  });

  it('is empty until it is complete, and refused in words when it is left', async () => {
    await renderPortal(<Held />);
    await type('31/02/2026');
    await expect.element(value()).toBeEmptyDOMElement();
    await other().click();
    await expect
      .element(field())
      .toHaveAccessibleDescription(text('entry.date.malformed', { example: '25/11/2026' }));
  });

  it.each([
    ['19/11/2026', 'min', { min: '20/11/2026' }],
    ['28/11/2026', 'max', { max: '27/11/2026' }],
  ])('refuses %s outside of its limits', async (typed, fault, params) => {
    await renderPortal(<Held min="2026-11-20" max="2026-11-27" />);
    await type(typed);
    await other().click();
    await expect.element(field()).toHaveAccessibleDescription(text(`entry.date.${fault}`, params));
    await open();
    await expect.element(dayButton('Thu 19 Nov 2026')).toHaveAttribute('aria-disabled', 'true');
  });

  it('is chosen in a calendar with the mouse', async () => {
    await renderPortal(<Held />);
    await open();
    await expect.element(dayButton('Wed 25 Nov 2026')).toHaveAttribute('aria-current', 'date');
    await page.getByRole('button', { name: text('entry.nextMonth') }).click();
    await dayButton('Thu 24 Dec 2026').click();
    await expect.element(field()).toHaveValue('24/12/2026');
    await expect.element(field()).toHaveFocus();
    await expect.element(page.getByRole('table')).not.toBeInTheDocument();
  });

  it('is chosen in a calendar with keys', async () => {
    await renderPortal(<Held initial="2026-03-31" />);
    await field().click();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(dayButton('Tue 31 Mar 2026')).toHaveFocus();
    for (const [key, day] of [
      ['{ArrowRight}', 'Wed 1 Apr 2026'],
      ['{ArrowUp}', 'Wed 25 Mar 2026'],
      ['{Home}', 'Mon 23 Mar 2026'],
      ['{End}', 'Sun 29 Mar 2026'],
      ['{PageDown}', 'Wed 29 Apr 2026'],
      ['{Shift>}{PageUp}{/Shift}', 'Tue 29 Apr 2025'],
      ['t', 'Wed 25 Nov 2026'],
    ] as const) {
      await userEvent.keyboard(key);
      await expect.element(dayButton(day)).toHaveFocus();
    }
    await userEvent.keyboard('{Enter}');
    await expect.element(value()).toHaveTextContent('2026-11-25');
    await expect.element(field()).toHaveFocus();
  });

  it.each([
    ['en', 'Monday'],
    ['id', 'Minggu'],
  ])('begins weeks as in %s', async (language, first) => {
    await i18next.changeLanguage(language);
    await renderPortal(<Held />);
    await open();
    await expect.element(page.getByRole('columnheader').first()).toHaveAttribute('abbr', first);
  });

  it('closes only the calendar with Escape, not the dialog around it', async () => {
    const close = vi.fn();
    await renderPortal(
      <Modal opened onClose={close} title="Dialog">
        <Held />
      </Modal>,
    );
    await open();
    await expect.element(dayButton('Wed 25 Nov 2026')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('table')).not.toBeInTheDocument();
    expect(close).not.toHaveBeenCalled();
  });

  it('can be cleared if it is optional', async () => {
    await renderPortal(<Held initial="2026-11-25" clearable />);
    await page.getByRole('button', { name: text('entry.clear') }).click();
    await expect.element(field()).toHaveValue('');
    await expect.element(value()).toBeEmptyDOMElement();
    await expect.element(page.getByRole('button', { name: text('entry.clear') })).not.toBeInTheDocument();
  });
});

describe('a month field', () => {
  it.each([
    ['en', '11/2026', 'November 2026'],
    ['zh', '2026-11', '2026年11月'],
    ['pl', 'listopad 2026', 'listopad 2026'],
  ])('is typed in %s as %s', async (language, typed, shown) => {
    await i18next.changeLanguage(language);
    await renderPortal(<Held as={MonthField} />);
    await type(typed);
    await other().click();
    await expect.element(value()).toHaveTextContent('2026-11');
    await expect.element(field()).toHaveValue(shown);
  });

  it('is chosen in the calendar of a year', async () => {
    await renderPortal(<Held as={MonthField} initial="2026-11" />);
    await open();
    await expect.element(dayButton('November 2026')).toHaveFocus();
    await userEvent.keyboard('{PageUp}{Home}');
    await expect.element(dayButton('January 2025')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(value()).toHaveTextContent('2025-01');
  });

  it('is refused in words', async () => {
    await renderPortal(<Held as={MonthField} />);
    await type('13/2026');
    await other().click();
    await expect
      .element(field())
      .toHaveAccessibleDescription(text('entry.month.malformed', { example: 'November 2026' }));
  });
});

describe('a field of a date and a time', () => {
  it.each([
    ['en', '25/11/2026 14:30', '25/11/2026 14:30'],
    ['id', '25/11 14.30', '25/11/2026 14.30'],
    ['pl', '25.11.2026 14:30', '25.11.2026 14:30'],
  ])('is typed in %s as %s', async (language, typed, shown) => {
    await i18next.changeLanguage(language);
    await renderPortal(<Held as={InWarsaw} />);
    await type(typed);
    await other().click();
    await expect.element(value()).toHaveTextContent('2026-11-25T14:30');
    await expect.element(field()).toHaveValue(shown);
  });

  it('refuses a time that the clocks skip in its zone', async () => {
    await renderPortal(<Held as={InWarsaw} />);
    await type('29/03/2026 02:30');
    await other().click();
    await expect
      .element(field())
      .toHaveAccessibleDescription(text('entry.dateTime.skipped', { city: 'Warsaw' }));
  });

  it('keeps its time when another day is chosen, and takes a time below the calendar', async () => {
    await renderPortal(<Held as={InWarsaw} initial="2026-11-20T14:30" />);
    await open();
    await dayButton('Sat 21 Nov 2026').click();
    await expect.element(value()).toHaveTextContent('2026-11-21T14:30');
    await page.getByLabelText(text('entry.time.label')).fill('9:05');
    await page.getByRole('button', { name: text('entry.done') }).click();
    await expect.element(value()).toHaveTextContent('2026-11-21T09:05');
    await expect.element(field()).toHaveFocus();
  });
});

describe('a calendar on a phone of 360 px', () => {
  beforeEach(() => page.viewport(360, 740));
  afterEach(() => page.viewport(1280, 800));

  it.each([
    ['a date', DateField, 42],
    ['a month', MonthField, 12],
    ['a date and a time', InWarsaw, 42],
  ])('of %s is visible as a whole, with targets of 44 px', async (_, as, cells) => {
    await renderPortal(<Held as={as} />);
    await open();
    await expect.element(page.getByRole('table')).toBeVisible();
    const boxesOf = (selector: string) =>
      [...document.querySelectorAll(`[role=dialog] ${selector}`)].map((target) =>
        target.getBoundingClientRect(),
      );
    const targets = boxesOf('td button');
    expect(targets).toHaveLength(cells);
    expect(Math.min(...targets.flatMap(({ width, height }) => [width, height]))).toBeGreaterThanOrEqual(44);
    const all = boxesOf(':is(button, input)');
    expect(Math.min(...all.map(({ left }) => left))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all.map(({ right }) => right))).toBeLessThanOrEqual(360);
  });
});
